import { type Clock, latest } from '../instants.ts'
import { expectedTimeOfStopped } from '../sms/expected-time.ts'
import { leavesUnconfirmedAt } from './due-times.ts'
import { isStoppable, type Reissue } from './reissue.ts'
import type { ReissueMails } from './reissue-news.ts'

interface Dependencies {
  reissueMails: Pick<ReissueMails, 'unconfirm'>
  election: { smsWaitsForMailMinutes: number }
  clock: Clock<ElectionInstant>
}

/**
 * The mail that can stop a request reached nobody: its SMS waits as if the mail had not left, and its voter is told
 * the time (decision 57). One whose SMS may have left stays as it is.
 * @returns false when it moved on meanwhile, and has to be looked at again
 */
export async function waitWithoutMail(
  { reissueMails, election, clock }: Dependencies,
  reissue: Reissue,
): Promise<boolean> {
  if (!isStoppable(reissue)) return true
  // Whatever brings it then is the sweep, as for one that was stopped.
  const promise = expectedTimeOfStopped(leavesUnconfirmedAt(reissue, election))
  const expectedAt = latest(reissue.expectedAt, promise)
  return reissueMails.unconfirm(reissue, { at: clock(), expectedAt })
}
