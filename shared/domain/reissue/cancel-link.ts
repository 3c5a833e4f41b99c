import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'

/** Proves that a cancellation comes from the mailbox. Derived from the request, so no table or queue holds it. */
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

/** What follows `#` never leaves the browser, so no server logs it. */
export function cancelLink(
  siteUrl: string,
  keys: KeysFor<'cancel-link'>,
  reissueId: string,
): string {
  return `${siteUrl}/annuler/#${reissueId}.${cancelToken(keys, reissueId)}`
}
