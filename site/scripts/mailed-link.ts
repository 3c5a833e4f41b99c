import { recall, remember } from './tab-memory.ts'

/** The skip link's fragment is no secret. */
export function holdsLink(hash: string): boolean {
  return hash !== '' && hash !== '#contenu'
}

/**
 * Returns the secret fragment of a mailed link, which servers never see. The tab keeps it for reloads, since the page
 * removes it from the address bar. A page may store the link's outcome in its place.
 */
export function keptLink(key: string, hash: string): string {
  if (!holdsLink(hash)) return recall(key)
  remember(key, hash)
  return hash
}
