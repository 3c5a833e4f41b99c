import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import type { Reissue, ReissueState } from './reissue.ts'

/** Proves access to the mailbox. It is derived from the request, so no table or queue holds it. */
export function cancelToken(keys: KeysFor<'cancel-link'>, reissueId: string): string {
  return keyedHash(keys['cancel-link'][0].key, reissueId)
}

export function isCancelToken(
  keys: KeysFor<'cancel-link'>,
  reissueId: string,
  token: string,
): boolean {
  return isMadeWith(keys['cancel-link'], token, (key) => keyedHash(key, reissueId))
}

/** Browsers never send the part after `#`, so no server logs it. */
export function cancelLink(
  siteUrl: string,
  keys: KeysFor<'cancel-link'>,
  reissueId: string,
): string {
  return `${siteUrl}/annuler/#${reissueId}.${cancelToken(keys, reissueId)}`
}

export interface Cancellations {
  /** Refunds voter and phone, ends sessions and requires a new password in one transaction. */
  cancel(reissue: Reissue, at: ElectionInstant): Promise<'cancelled' | { stands: ReissueState }>
  /** Like `cancel`, for a withdrawn request; also refunds its SMS. Writes nothing if the latest request is another. */
  disown(
    reissue: Reissue,
    latestReissueId: string,
    at: ElectionInstant,
  ): Promise<'disowned' | 'unchanged' | { latestReissueId: string }>
  /** Refunds voter and phone; the voter's SMS stays counted, so that withdrawals are limited. */
  withdraw(
    reissue: Reissue,
    at: ElectionInstant,
    byStaff?: true,
  ): Promise<'withdrawn' | 'unchanged' | 'too-late'>
}
