import type { TakenPhone, Voter } from '../voter/voter.ts'

/** What staff lift for one voter. */
export interface VoterGrants {
  /** The wrong identities before `at` make nobody wait: what counts them looks here before it refuses. */
  liftWait(voterId: string, at: Date): Promise<void>
  /** Ends the delay after a new password or a repair. @returns false when there is another by now */
  liftBothLost(voter: Pick<Voter, 'voterId' | 'passwordRenewedAt' | 'repairedAt'>): Promise<boolean>
}

export interface TakenPhones {
  /** Notes the phone that was refused, in place of the one before. */
  note(voterId: string, phone: TakenPhone): Promise<void>
  /** It serves nobody any more. One that was noted since stays. */
  forget(voterId: string, phone: Pick<TakenPhone, 'phoneHash'>): Promise<void>
}
