import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import type { Reissue } from './reissue.ts'

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

/** Browsers do not send the fragment, so the token stays out of our logs. */
export function cancelLink(
  siteUrl: string,
  keys: KeysFor<'cancel-link'>,
  reissueId: string,
): string {
  return `${siteUrl}/annuler/#${reissueId}.${cancelToken(keys, reissueId)}`
}

/** The voter's `smsCount` is not refunded, which limits withdrawals. */
export type Withdrawal = { withdrawn: true } & Pick<Reissue, 'stoppedByStaff'>

export interface Cancellations {
  /** @returns the request as it is now, if its SMS may have left or it had ended */
  cancel(
    reissue: Reissue,
    at: ElectionInstant,
    withdrawal?: Withdrawal,
  ): Promise<'cancelled' | Reissue>
}

/** Disowns a withdrawn request through its cancel link. */
export interface Disowning {
  disown(
    reissue: Reissue,
    latestReissueId: string,
    at: ElectionInstant,
  ): Promise<'disowned' | 'unchanged' | { latestReissueId: string }>
}
