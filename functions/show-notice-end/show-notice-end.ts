import { signedIn } from '../../shared/access/signed-in.ts'
import type { SessionClaim, Sessions } from '../../shared/domain/account/session.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { halvesOf } from '../../shared/domain/staff/printed-notice.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'

export type NoticeEnd =
  /** Undefined when the valid identifier is on no notice that staff printed. */
  { outcome: 'shown'; end: string | undefined } | { outcome: 'unauthenticated' }

/** What the notice that staff printed for the voter who is signed in leaves out. */
export async function showNoticeEnd(
  { sessions, voters, keys, clock }: Dependencies,
  claim: SessionClaim | undefined,
): Promise<NoticeEnd> {
  const found = claim && (await signedIn({ sessions, voters }, claim, clock()))
  if (!found) return { outcome: 'unauthenticated' }
  return { outcome: 'shown', end: halvesOf(keys, found.voter)?.end }
}

interface Dependencies {
  sessions: Pick<Sessions, 'findSpace'>
  voters: Pick<Voters, 'find'>
  keys: KeysFor<'identifier'>
  clock: Clock
}
