import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'
import type { Reissue, ReissueState } from './reissue.ts'

/**
 * What proves that a cancellation comes from the mailbox: derived from the request, so no table and no
 * queue holds it, and it is good for that request only. Base64url, 43 characters.
 */
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

/** The page's address; what follows `#` never leaves the browser, so no server logs it. */
export function cancelLink(
  siteUrl: string,
  keys: KeysFor<'cancel-link'>,
  reissueId: string,
): string {
  return `${siteUrl}/annuler/#${reissueId}.${cancelToken(keys, reissueId)}`
}

export interface Cancellations {
  /**
   * In one transaction moves one that is stoppable to `cancelled`, gives the attempt back, voter's and phone's, ends
   * the voter's sessions, asks them for a new password, and makes the mail that says so due.
   * @returns the state that stood against it
   */
  cancel(reissue: Reissue, at: Date): Promise<'cancelled' | { stands: ReissueState }>
  /**
   * The same for one that was withdrawn, of which nothing is left to stop: in one transaction gives the voter's SMS
   * back, ends the sessions, asks for a new password, and makes the mail that says so due. Nothing is written
   * when another request is the voter's latest than the one that the caller knows.
   */
  disown(
    reissue: Reissue,
    latestReissueId: string,
    at: Date,
  ): Promise<'disowned' | 'unchanged' | { latestReissueId: string }>
}
