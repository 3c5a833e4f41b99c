import type { AttemptCounter, LimitedCounter } from './attempts.ts'
import type { Session } from './session.ts'

export interface Settlement {
  clears: readonly AttemptCounter[]
  /** Each loses one try; one that holds none stays as it is. */
  refunds: readonly LimitedCounter[]
  /** Each counts one more try, where its limit allows that. */
  charges: readonly LimitedCounter[]
}

export interface SignIns {
  /**
   * Opens a session and settles the counters at one instant, or neither.
   * Transactions that meet are tried again, so no counter of others belongs here.
   * @returns the charges that their limits allowed
   */
  open(
    session: Session,
    settlement: Settlement,
    now: ElectionInstant,
  ): Promise<readonly LimitedCounter[]>
}
