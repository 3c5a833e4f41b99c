import type { TakenPhone } from './voter.ts'

export interface TakenPhones {
  note(voterId: string, phone: TakenPhone): Promise<void>
  /** Does nothing if another phone was noted since. */
  forget(voterId: string, phone: Pick<TakenPhone, 'phoneHash'>): Promise<void>
}
