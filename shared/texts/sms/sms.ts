/**
 * The SMS that carries a new identifier (J7). Always one GSM-7 part: the election's file is refused otherwise.
 * @param identifier in groups of four
 */
export function identifierSms(identifier: string, signature: string): string {
  return [
    'Bonjour,',
    `Votre nouvel identifiant de vote: ${identifier}`,
    'Votre ancien identifiant a été invalidé.',
    'Cordialement,',
    signature,
  ].join('\n')
}

/** What the team sends to a number of its own, to see whether a territory gets SMS. */
export function testSms(signature: string): string {
  return [
    'Bonjour,',
    'Ceci est un SMS de test.',
    "Il ne contient aucun identifiant: vous n'avez rien à faire.",
    signature,
  ].join('\n')
}
