import { charactersOutsideGsm7, septets, septetsOfOnePart } from './gsm7.ts'
import { type Identifier, inGroupsOfFour } from './identifier.ts'

/** The SMS that carries a new identifier (J7). Always one GSM-7 part: `signatureProblem` sees to it. */
export function identifierSms(identifier: Identifier, signature: string): string {
  return [
    'Bonjour,',
    `Votre nouvel identifiant de vote: ${inGroupsOfFour(identifier)}`,
    'Votre ancien identifiant a été invalidé.',
    'Cordialement,',
    signature,
  ].join('\n')
}

/** Why an SMS signed so would not be one GSM-7 part, or nothing. */
export function signatureProblem(signature: string): string | undefined {
  const outside = charactersOutsideGsm7(signature)
  if (outside.length > 0) {
    return `an SMS cannot carry ${outside.map((character) => `"${character}"`).join(' ')} in its GSM-7 alphabet`
  }
  const excess = septets(identifierSms('B50000000000' as Identifier, signature)) - septetsOfOnePart
  return excess > 0 ? `the SMS would be ${excess} characters longer than one part` : undefined
}
