import type { TakenPhone } from './voter.ts'

export interface TakenPhones {
  /** Notes the phone that was refused, in place of the one before. */
  note(voterId: string, phone: TakenPhone): Promise<void>
  /** It serves nobody any more. One that was noted since stays. */
  forget(voterId: string, phone: Pick<TakenPhone, 'phoneHash'>): Promise<void>
}
