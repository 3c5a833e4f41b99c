import { createHash } from 'node:crypto'
import { latest, secondsLater } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'
import { keptDays, type MessageQueue } from '../queues.ts'
import { readForm } from '../read-form.ts'

/** From when SES takes the e-mail: longer than greylisting delays it (decision 18). */
export const linkHours = 2

/** Limit per address in 24 hours while its newest link is still good. */
export const linkMailsWhileGood = 6

/** Limit per address in 24 hours. Strangers alone come to 17: one more each time that a link has expired. */
export const linkMailsPerAddressADay = 24

/** The account may not exist. */
export interface PasswordLinkRequest {
  voterId: string
  requestedAt: ElectionInstant
  wants?: 'sign-in-code' | undefined
}

interface LinkSecret {
  /** SHA-256 of the token. */
  tokenHash: string
  expiresAt: ElectionInstant
}

export interface PasswordLink {
  voterId: string
  /** Absent once it was used. */
  newest?: LinkSecret
  /** Stays good until the newest is mailed. */
  previous?: LinkSecret
  /** When the newest was requested: earlier requests make no link any more. */
  requestedAt: ElectionInstant
  /** In the last 24 hours, the newest last. */
  issuedAt: ElectionInstant[]
  mailed: boolean
  /** For optimistic locking. */
  version: number
}

/**
 * Derives a token from the message that asks for it, so a redelivery mails the same link and nothing stores the token.
 * @param madeHash of the newest link's token, which a key before the current one may have made for this message
 * @returns 43 characters of base64url
 */
export function linkToken(
  keys: KeysFor<'password-link'>,
  voterId: string,
  messageId: string,
  madeHash?: string,
): string {
  const [current, ...others] = keys['password-link'].map(({ key }) =>
    keyedHash(key, voterId, messageId),
  ) as [string, ...string[]]
  return others.find((token) => hashLinkToken(token) === madeHash) ?? current
}

/** The token is a fragment, so no server logs it. @param first password of the account */
export function passwordLink(siteUrl: string, voterId: string, token: string, first = false) {
  return `${siteUrl}/mot-de-passe/#${voterId}.${token}${first ? '.1' : ''}`
}

/** Reads what `passwordLink` wrote after `#`. */
export function readLink(text: string): { voterId: string; tokenHash: string } | undefined {
  return readForm(text, /^([\w-]{22})\.([\w-]{43})(?:\.1)?$/, (voterId, token) => ({
    voterId,
    tokenHash: hashLinkToken(token),
  }))
}

export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function isGoodLink(
  link: PasswordLink | undefined,
  tokenHash: string,
  now: ElectionInstant,
): boolean {
  return [link?.newest, link?.previous].some(
    (secret) => secret?.tokenHash === tokenHash && secret.expiresAt > now,
  )
}

export function passwordLinkEndsAt({ requestedAt, issuedAt }: PasswordLink): ElectionInstant {
  return secondsLater(latest(requestedAt, ...issuedAt), keptDays * 86_400)
}

export type LinkIssue =
  | { outcome: 'issued'; link: PasswordLink }
  /** A newer link was made, this one was mailed already, or one that was mailed since answers the request. */
  | { outcome: 'over' }
  | { outcome: 'too-many' }

/**
 * Makes the link of a request, good from now on however long the request waited, unless a link that was mailed meanwhile
 * answers it. Beyond the limit, the next one waits until the newest has expired: so strangers who ask in a voter's name
 * never leave them without a good link, unless they have used it.
 */
export function issueLink(
  last: PasswordLink | undefined,
  { voterId, requestedAt }: PasswordLinkRequest,
  tokenHash: string,
  now: ElectionInstant,
): LinkIssue {
  const newest = { tokenHash, expiresAt: secondsLater(now, linkHours * 3600) }
  const version = (last?.version ?? 0) + 1
  const recent = last ? last.issuedAt.filter((at) => at > secondsLater(now, -86_400)) : []
  // Its sender died, or SES refused the mail: it is made again, good for its whole time.
  const comesAgain = last?.requestedAt.getTime() === requestedAt.getTime()
  if (last?.newest && comesAgain && !last.mailed) {
    const issuedAt = [...recent.slice(0, -1), now]
    return { outcome: 'issued', link: { ...last, newest, issuedAt, version } }
  }
  if (last && last.requestedAt >= requestedAt) return { outcome: 'over' }
  if (last && isAnswered(last, requestedAt, now)) return { outcome: 'over' }
  const before = last?.newest && last.newest.expiresAt > now ? last.newest : undefined
  if (recent.length >= (before ? linkMailsWhileGood : linkMailsPerAddressADay))
    return { outcome: 'too-many' }
  const previous = last && !last.mailed ? last.previous : before
  const issuedAt = [...recent, now]
  const link = { voterId, newest, requestedAt, issuedAt, mailed: false, version }
  return { outcome: 'issued', link: { ...link, ...(previous && { previous }) } }
}

/** True if the voter asked again before the mail left, and has a link that is good for a while. */
function isAnswered(
  { newest, issuedAt, mailed }: PasswordLink,
  requestedAt: ElectionInstant,
  now: ElectionInstant,
): boolean {
  const lastIssuedAt = issuedAt.at(-1)
  return (
    mailed &&
    newest !== undefined &&
    secondsLater(now, (linkHours / 2) * 3600) < newest.expiresAt &&
    lastIssuedAt !== undefined &&
    lastIssuedAt > requestedAt
  )
}

export interface PasswordLinks {
  find(voterId: string): Promise<PasswordLink | undefined>
  /** @returns false if another was written meanwhile */
  replace(found: PasswordLink | undefined, link: PasswordLink): Promise<boolean>
  /** Notes that the newest link was mailed, which ends the one before. */
  settle(link: PasswordLink): Promise<void>
}

/** Holds requests for unknown accounts too, so not even the time of an answer reveals one. */
export type PasswordLinkQueue = MessageQueue<PasswordLinkRequest>
