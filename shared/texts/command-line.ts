// What every command of the election team says of its own use.

const titles: Record<string, string> = {
  'Usage:': 'Usage :',
  'Arguments:': "Ce qu'on donne :",
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
}

export const frenchTitle = (title: string) => titles[title] ?? title
export const helpOptionText = 'montre cette aide'
export const helpCommandText = "montre l'aide d'une commande"
export const defaultText = (value: string) => `(sans précision : ${value})`
export const choicesText = (values: readonly string[]) => `(${values.join(' ou ')})`
export const notCountText = 'Il faut un nombre entier, à partir de 1.'

const misuses: Record<string, (named: string) => string> = {
  'commander.unknownOption': (named) => `L'option ${named} n'existe pas.`,
  'commander.unknownCommand': (named) => `La commande ${named} n'existe pas.`,
  'commander.missingArgument': (named) => `Il manque ce qui est à traiter (${named}).`,
  'commander.missingMandatoryOptionValue': (named) => `Il manque l'option ${named}.`,
  'commander.optionMissingArgument': (named) => `L'option ${named} demande une valeur.`,
  'commander.invalidArgument': (named) =>
    named.startsWith('-')
      ? `La valeur de l'option ${named} ne convient pas.`
      : `« ${named} » ne convient pas.`,
  'commander.excessArguments': () => 'Il y a un mot de trop.',
  'commander.conflictingOption': () => 'Deux de ces options ne vont pas ensemble.',
  'commander.help': () => 'Il manque une commande.',
}

/** @param command as one types it @param named what was misused @param reason what is wrong with it */
export function misuseText(command: string, code: string, named: string, reason?: string): string {
  const said = misuses[code]?.(named) ?? "Cette commande n'est pas comprise."
  return [said, ...(reason ? [reason] : []), `L'aide : ${command} --help`].join(' ')
}
