import { holdsLink, keptLink } from '../mailed-link.ts'
import { remember } from '../tab-memory.ts'

const KEY = 'password-link'
const form = /^#([\w-]{22}\.[\w-]{43})(?:\.1)?$/

export interface PasswordLink {
  token: string
  /** The account has no password yet. */
  isFirst: boolean
}

export function readPasswordLink(hash: string): PasswordLink | undefined {
  const token = form.exec(hash)?.[1]
  return token ? { token, isFirst: hash.endsWith('.1') } : undefined
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
 * Returns the link that the page was opened with: `dead` if it has not the form of ours, undefined if there is none. The
 * tab's link serves only a page that is loaded `again`: an ordinary link may bring another voter to a tab left open.
 */
export function openPasswordLink(hash: string, again: boolean): PasswordLink | 'dead' | undefined {
  const link = readPasswordLink(again || holdsLink(hash) ? keptLink(KEY, hash) : '')
  if (link) return link
  forgetPasswordLink()
  return holdsLink(hash) ? 'dead' : undefined
}

export function forgetPasswordLink(): void {
  remember(KEY, '')
}
