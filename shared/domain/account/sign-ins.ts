import type { AttemptCounter, LimitedCounter } from './attempts.ts'
import type { Session } from './session.ts'

export interface Settlement {
  clears: readonly AttemptCounter[]
  /** Each loses one attempt, if it has one. */
  refunds: readonly LimitedCounter[]
  /** Each counts one more attempt, if its limit allows it. */
  charges: readonly LimitedCounter[]
}

export interface SignIns {
  /**
   * Opens a session and settles the counters in one transaction. A counter that others share would have transactions
   * conflict: none belongs here.
   * @returns the charges that their limits allowed
   */
  open(
    session: Session,
    settlement: Settlement,
    now: ElectionInstant,
  ): Promise<readonly LimitedCounter[]>
}
