import type { CommanderError } from 'commander'

const misuseTextsByCode: Record<string, (name: string) => string> = {
  'commander.unknownOption': (name) => `L'option ${name} n'existe pas.`,
  'commander.unknownCommand': (name) => `La commande ${name} n'existe pas.`,
  'commander.missingArgument': (name) => `Il manque ce qui est à traiter (${name}).`,
  'commander.missingMandatoryOptionValue': (name) => `Il manque l'option ${name}.`,
  'commander.optionMissingArgument': (name) => `L'option ${name} demande une valeur.`,
  'commander.invalidArgument': (name) =>
    name.startsWith('-')
      ? `La valeur de l'option ${name} ne convient pas.`
      : `« ${name} » ne convient pas.`,
  'commander.excessArguments': () => 'Il y a un mot de trop.',
  'commander.conflictingOption': () => 'Deux de ces options ne vont pas ensemble.',
  'commander.help': () => 'Il manque une commande.',
}

export function misuseText(program: string, { code, message }: CommanderError): string {
  const [, name = ''] = /'([^' ,]+)/.exec(message.replace(/-\w, /, '')) ?? []
  // Leaves out Commander's English list of allowed values, which the help shows in French.
  const [, reason = 'Allowed'] = /is invalid(?: for argument '[^']*')?\. (.*)$/s.exec(message) ?? []
  return [
    misuseTextsByCode[code]?.(printableText(name)) ?? "Cette commande n'est pas comprise.",
    ...(reason.startsWith('Allowed') ? [] : [reason]),
    `L'aide : ${program} --help`,
  ].join(' ')
}

/** A terminal would obey control characters. */
export const printableText = (text: string) => text.replace(/\p{C}/gu, '\ufffd')
