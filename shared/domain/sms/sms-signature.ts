import { identifierSms } from '../../texts/sms/sms.ts'
import { charactersOutsideGsm7, septetLimit, septetsOf } from './gsm7.ts'

export const sampleIdentifier = 'B500 0000 0000'

export type SignatureProblem =
  | { kind: 'outside-gsm7'; characters: readonly string[] }
  | { kind: 'longer-than-one-sms'; excess: number }

export function signatureProblem(signature: string): SignatureProblem | undefined {
  const characters = charactersOutsideGsm7(signature)
  if (characters.length > 0) return { kind: 'outside-gsm7', characters }
  const excess = septetsOf(identifierSms(sampleIdentifier, signature)) - septetLimit
  return excess > 0 ? { kind: 'longer-than-one-sms', excess } : undefined
}
