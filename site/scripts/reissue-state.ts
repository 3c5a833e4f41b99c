import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import type { Situation } from '../../shared/texts/reissue-progress.ts'
import { whyNoReissue } from './availability.ts'

export function isUnderWay({ state }: Pick<Reissue, 'state'>): boolean {
  return state === 'accepted' || state === 'sending'
}

/** What the sentences about `reissue` depend on. `at` is the server's clock (ms). */
export function situationOf(reissue: Reissue, voter: Voter, at: number): Situation {
  const { state, expectedAt, receiptDueAt } = reissue
  return {
    ...reissue,
    isLate: isUnderWay(reissue) && Date.parse(expectedAt) < at,
    isReceiptMissing:
      state === 'sent' && receiptDueAt !== undefined && Date.parse(receiptDueAt) <= at,
    mayAsk: whyNoReissue(voter, at) === undefined,
    passwordChangeRequired: voter.reissue.passwordChangeRequired,
    timeZone: voter.election.timeZone,
    now: new Date(at),
  }
}
