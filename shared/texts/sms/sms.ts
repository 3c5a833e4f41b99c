import { isRehearsal, type Rehearsable, rehearsalTexts } from '../rehearsal.ts'

/**
 * The SMS that carries a new identifier (J7). Always one GSM-7 part: the election's file is refused otherwise. A
 * rehearsal's is shorter than the vote's, so that whatever fits in one fits in the other.
 * @param identifier in groups of four
 */
export function identifierSms(
  identifier: string,
  signature: string,
  election: Rehearsable = {},
): string {
  if (isRehearsal(election)) {
    return [
      rehearsalTexts.sms,
      `Votre identifiant: ${identifier}`,
      'Votre ancien identifiant a été invalidé.',
      signature,
    ].join('\n')
  }
  return [
    'Bonjour,',
    `Votre nouvel identifiant de vote: ${identifier}`,
    'Votre ancien identifiant a été invalidé.',
    'Cordialement,',
    signature,
  ].join('\n')
}

/** What the team sends to a number of its own, to see whether a territory gets SMS. */
export function testSms(signature: string, election: Rehearsable = {}): string {
  return [
    isRehearsal(election) ? rehearsalTexts.sms : 'Bonjour,',
    'Ceci est un SMS de test.',
    isRehearsal(election)
      ? 'Il ne contient aucun identifiant.'
      : "Il ne contient aucun identifiant: vous n'avez rien à faire.",
    signature,
  ].join('\n')
}
