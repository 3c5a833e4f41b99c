import { findCaller } from '../../shared/access/signed-in.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { splitNotice } from '../../shared/domain/staff/printed-notice.ts'
import { bothFactorsLostUntil } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type NoticeEndView =
  | { outcome: 'shown'; end: string | undefined }
  | { outcome: 'unauthenticated' }
  /** After a replaced password or a repair, a thief may have the account and the first half. */
  | { outcome: 'both-factors-lost'; until: ElectionInstant }

export async function showNoticeEnd(
  { sessions, voters, keys, election, clock }: Dependencies,
  claim: SessionClaim | undefined,
): Promise<NoticeEndView> {
  const now = clock()
  const caller = await findCaller({ sessions, voters }, claim, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const until = bothFactorsLostUntil(caller.voter, election.bothLostHours, now)
  if (until) return { outcome: 'both-factors-lost', until }
  return { outcome: 'shown', end: splitNotice(keys, caller.voter)?.end }
}

interface Dependencies extends Pick<ReissuePorts, 'sessions' | 'voters' | 'election' | 'clock'> {
  keys: KeysFor<'identifier'>
}
