import { recall, remember } from './tab-memory.ts'

/** The skip link leaves a fragment of its own. */
export function holdsLink(hash: string): boolean {
  return hash !== '' && hash !== '#contenu'
}

/**
 * What an e-mail's link carries after `#`, where no server sees it. The tab keeps it, since the address does not and a
 * voter whose network failed reloads the page; a page may keep how the link ended in its place.
 */
export function keptLink(key: string, hash: string): string {
  if (!holdsLink(hash)) return recall(key)
  remember(key, hash)
  return hash
}
