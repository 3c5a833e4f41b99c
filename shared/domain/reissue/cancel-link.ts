import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'

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
