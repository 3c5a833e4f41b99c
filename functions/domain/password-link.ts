import { createHash } from 'node:crypto'
import { type Keys, keyedHash } from './keys.ts'
import { secondsLater } from './reissue.ts'

/** How long a link is good for. */
export const linkMinutes = 30
const mailsPerHour = 3

/** Somebody asked for a link, for an account that may or may not be there. */
export interface PasswordLinkRequest {
  voterId: string
  requestedAt: Date
}

/** The newest link of a voter, the only one that may be good, and when the last ones were made. */
export interface PasswordLink {
  voterId: string
  /** SHA-256 of the token; absent once the link was used. */
  tokenHash?: string
  expiresAt: Date
  /** When it was asked for: whatever was asked before makes no link any more. */
  requestedAt: Date
  /** Those of the last hour. */
  issuedAt: Date[]
  /** Whether its mail has left. */
  mailed: boolean
  /** One more at each link. */
  version: number
}

/**
 * The token of the link that a message asks for: derived from the message, so that its redelivery mails
 * the same link again and no table or queue holds it. Base64url, 43 characters.
 */
export function linkToken(keys: Keys, voterId: string, messageId: string): string {
  return keyedHash(keys['password-link'], voterId, messageId)
}

/** The page's address; what follows `#` never leaves the browser, so no server logs it. */
export function passwordLink(siteUrl: string, voterId: string, token: string): string {
  return `${siteUrl}/mot-de-passe/#${voterId}.${token}`
}

/** What `passwordLink` wrote after `#`; undefined of anything else. */
export function readLink(text: string): { voterId: string; tokenHash: string } | undefined {
  const [, voterId, token] = /^([\w-]{22})\.([\w-]{43})$/.exec(text) ?? []
  return voterId && token ? { voterId, tokenHash: hashLinkToken(token) } : undefined
}

export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function isGood(link: PasswordLink | undefined, tokenHash: string, now: Date): boolean {
  return link?.tokenHash === tokenHash && link.expiresAt > now
}

export type Issue =
  | { outcome: 'issued'; link: PasswordLink }
  /** A newer one was made, or this one was mailed already. */
  | { outcome: 'over' }
  | { outcome: 'too-many' }

/** The link that a request makes, given the voter's last one. */
export function issue(
  last: PasswordLink | undefined,
  { voterId, requestedAt }: PasswordLinkRequest,
  tokenHash: string,
  now: Date,
): Issue {
  const expiresAt = secondsLater(now, linkMinutes * 60)
  const version = (last?.version ?? 0) + 1
  // Its sender died, or the mail was refused: the same link, good for its whole time once it arrives.
  if (last && last.tokenHash === tokenHash && !last.mailed) {
    return { outcome: 'issued', link: { ...last, expiresAt, version } }
  }
  if (last && last.requestedAt >= requestedAt) return { outcome: 'over' }
  const issuedAt = (last?.issuedAt ?? []).filter((at) => at > secondsLater(now, -3600))
  if (issuedAt.length >= mailsPerHour) return { outcome: 'too-many' }
  return {
    outcome: 'issued',
    link: {
      voterId,
      tokenHash,
      expiresAt,
      requestedAt,
      issuedAt: [...issuedAt, now],
      mailed: false,
      version,
    },
  }
}
