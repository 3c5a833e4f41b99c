import { isRehearsal, type Rehearsable, rehearsalTexts } from '../rehearsal.ts'

/**
 * The SMS that carries a new identifier (J7), always one GSM-7 part: the election's file is refused otherwise. A
 * rehearsal's is shorter, so whatever fits in the vote's fits in it.
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
