import { identifierSms } from '../texts/sms.ts'
import { charactersOutsideGsm7, septets, septetsOfOnePart } from './gsm7.ts'

/** As long as any identifier. */
const someIdentifier = 'B500 0000 0000'

/** Why an SMS signed so would not be one GSM-7 part, or nothing. */
export function signatureProblem(signature: string): string | undefined {
  const outside = charactersOutsideGsm7(signature)
  if (outside.length > 0) {
    return `an SMS cannot carry ${outside.map((character) => `"${character}"`).join(' ')} in its GSM-7 alphabet`
  }
  const excess = septets(identifierSms(someIdentifier, signature)) - septetsOfOnePart
  return excess > 0 ? `the SMS would be ${excess} characters longer than one part` : undefined
}
