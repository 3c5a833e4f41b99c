import { isMadeWith, type KeysFor, keyedHash } from '../keys.ts'

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
