import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import type { Reissue, ReissueState } from './reissue.ts'

/** Proves access to the mailbox. It is derived from the request's id, so that it need not be stored. */
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

/** Browsers do not send the part after `#`, so no server logs it. */
export function cancelLink(
  siteUrl: string,
  keys: KeysFor<'cancel-link'>,
  reissueId: string,
): string {
  return `${siteUrl}/annuler/#${reissueId}.${cancelToken(keys, reissueId)}`
}

export interface Cancellations {
  /** Refunds voter and phone, ends sessions and requires a new password in one transaction. */
  cancel(reissue: Reissue, at: ElectionInstant): Promise<'cancelled' | { state: ReissueState }>
  /** For a withdrawn request: refunds the voter's SMS, ends sessions and requires a new password in one transaction. */
  disown(
    reissue: Reissue,
    latestReissueId: string,
    at: ElectionInstant,
  ): Promise<'disowned' | 'unchanged' | { latestReissueId: string }>
  /** Refunds voter and phone; the voter's `smsCount` is not refunded, which limits withdrawals. */
  withdraw(
    reissue: Reissue,
    at: ElectionInstant,
    byStaff?: true,
  ): Promise<'withdrawn' | 'unchanged' | 'too-late'>
}
