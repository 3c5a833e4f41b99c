import { holdsLink, keepOrRecallLink } from '../mailed-link.ts'
import { remember } from '../tab-memory.ts'

const LINK_KEY = 'password-link'
const linkPattern = /^#([\w-]{22}\.[\w-]{43})(?:\.1)?$/

export interface PasswordLink {
  token: string
  isFirstPassword: boolean
}

export function readLink(hash: string): PasswordLink | undefined {
  const token = linkPattern.exec(hash)?.[1]
  return token ? { token, isFirstPassword: hash.endsWith('.1') } : undefined
}

export function isReloadedOrRestored(timing: {
  getEntriesByType(type: string): unknown[]
  navigation: { type: number }
}): boolean {
  const [entry] = timing.getEntriesByType('navigation') as { type: string }[]
  // Safari before 15 has no such entry.
  if (!entry) return [1, 2].includes(timing.navigation.type)
  return entry.type === 'reload' || entry.type === 'back_forward'
}

/** Returns `dead` for a malformed link. Only a reloaded or restored page uses the stored link: it may be another voter's. */
export function openPasswordLink(
  hash: string,
  mayRecall: boolean,
): PasswordLink | 'dead' | undefined {
  const link = readLink(mayRecall || holdsLink(hash) ? keepOrRecallLink(LINK_KEY, hash) : '')
  if (link) return link
  forgetPasswordLink()
  return holdsLink(hash) ? 'dead' : undefined
}

export function forgetPasswordLink(): void {
  remember(LINK_KEY, '')
}
