import { recall, remember } from '../tab-memory.ts'

const KEY = 'password-link'
const form = /^#([\w-]{22}\.[\w-]{43})(?:\.1)?$/

export interface PasswordLink {
  /** As the API expects it. */
  token: string
  /** The account has no password yet. */
  isFirst: boolean
}

/** What the e-mail's link carries after `#`, where no server sees it. */
export function readPasswordLink(hash: string): PasswordLink | undefined {
  const token = form.exec(hash)?.[1]
  return token ? { token, isFirst: hash.endsWith('.1') } : undefined
}

/** The address holds a link, whole or not. The skip link leaves a fragment of its own. */
export function holdsLink(hash: string): boolean {
  return hash !== '' && hash !== '#contenu'
}

/** The page was reloaded, or comes from the history or a closed tab: nobody followed a link to it. */
export function wasLoadedAgain(timing: {
  getEntriesByType(type: string): unknown[]
  navigation: { type: number }
}): boolean {
  const [entry] = timing.getEntriesByType('navigation') as { type: string }[]
  // Safari knew no such entry before 15, only numbers.
  if (!entry) return [1, 2].includes(timing.navigation.type)
  return entry.type === 'reload' || entry.type === 'back_forward'
}

/**
 * The link that the page was opened with, `dead` when it is none that we send, undefined when there is none. The tab
 * remembers it, since the address does not keep it and a voter whose network failed will reload the page. It serves
 * `again` only then: who comes by an ordinary link may be another voter, in a tab that was left open.
 */
export function openPasswordLink(hash: string, again: boolean): PasswordLink | 'dead' | undefined {
  if (holdsLink(hash)) remember(KEY, hash)
  const kept = again ? (recall(KEY) ?? '') : ''
  const link = readPasswordLink(holdsLink(hash) ? hash : kept)
  if (link) return link
  forgetPasswordLink()
  return holdsLink(hash) ? 'dead' : undefined
}

export function forgetPasswordLink(): void {
  remember(KEY, '')
}
