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

/** Delays the SMS as if the mail had not left (decision 57). @returns false if the request changed meanwhile */
export async function waitWithoutMail(
  { reissueMails, election, clock }: Dependencies,
  reissue: Reissue,
): Promise<boolean> {
  if (!isStoppable(reissue)) return true
  const promise = expectedTimeOfStopped(leavesUnconfirmedAt(reissue, election))
  const expectedAt = latest(reissue.expectedAt, promise)
  return reissueMails.unconfirm(reissue, { at: clock(), expectedAt })
}
