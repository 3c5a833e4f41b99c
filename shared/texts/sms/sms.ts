import { isRehearsal, type ModeSetting, rehearsalTexts } from '../rehearsal.ts'

/** Fits one GSM-7 SMS, since `parseElection` refuses a longer signature. @param identifier in groups of four */
export function identifierSms(
  identifier: string,
  signature: string,
  election: ModeSetting = {},
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

export function testSms(signature: string, election: ModeSetting = {}): string {
  return [
    isRehearsal(election) ? rehearsalTexts.sms : 'Bonjour,',
    'Ceci est un SMS de test.',
    "Il ne contient aucun identifiant: vous n'avez rien à faire.",
    signature,
  ].join('\n')
}
