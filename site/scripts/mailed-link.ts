import { recall, remember } from './tab-memory.ts'

/** The skip link leaves a fragment of its own. */
export function holdsLink(hash: string): boolean {
  return hash !== '' && hash !== '#contenu'
}

/**
 * Returns the secret after the `#` of an e-mail's link, which no server sees. The tab keeps it for a reload, because the
 * address bar does not. A page may keep the link's outcome in its place.
 */
export function keptLink(key: string, hash: string): string {
  if (!holdsLink(hash)) return recall(key)
  remember(key, hash)
  return hash
}
