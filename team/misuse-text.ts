import type { CommanderError } from 'commander'

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

export function misuseText(program: string, { code, message }: CommanderError): string {
  const [, named = ''] = /'([^' ,]+)/.exec(message.replace(/-\w, /, '')) ?? []
  // Leaves out Commander's English list of allowed values, which the help shows in French.
  const [, reason = 'Allowed'] = /is invalid(?: for argument '[^']*')?\. (.*)$/s.exec(message) ?? []
  return [
    misuses[code]?.(printable(named)) ?? "Cette commande n'est pas comprise.",
    ...(reason.startsWith('Allowed') ? [] : [reason]),
    `L'aide : ${program} --help`,
  ].join(' ')
}

/** Replaces control characters, which a terminal would obey. */
export const printable = (input: string) => input.replace(/\p{C}/gu, '\ufffd')
