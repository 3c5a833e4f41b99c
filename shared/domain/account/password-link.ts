import { createHash } from 'node:crypto'
import { latestOf, secondsLater } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'
import { type MessageQueue, retentionDays } from '../queues.ts'
import { parseMatch } from '../read-text.ts'

/** Must exceed the delay by greylisting, which may be 30 minutes or more (decision 18). */
export const linkHours = 2

/** Links per voter in 24 hours. Once the newest has expired, `dailyLinks` applies, so strangers cannot leave a voter without a link. */
export const dailyLinksWhileValid = 6

/** Exceeds the 17 links that requests can cause in 24 hours: six at once, then one whenever the newest expires. */
export const dailyLinks = 24

export interface PasswordLinkRequest {
  voterId: string
  requestedAt: ElectionInstant
  wants?: 'sign-in-code' | undefined
}

interface HashedToken {
  tokenHash: string
  expiresAt: ElectionInstant
}

export interface PasswordLink {
  voterId: string
  newest?: HashedToken
  previous?: HashedToken
  requestedAt: ElectionInstant
  /** Times of the last issue and of those in the 24 hours before it, oldest first; empty once the links are invalidated. */
  issuedAt: ElectionInstant[]
  mailed: boolean
  version: number
}

/** Derives the token from the queue message, so that a redelivery mails the same link. */
export function linkToken(
  keys: KeysFor<'password-link'>,
  voterId: string,
  messageId: string,
  newestTokenHash?: string,
): string {
  const [current, ...otherTokens] = keys['password-link'].map(({ key }) =>
    keyedHash(key, voterId, messageId),
  ) as [string, ...string[]]
  return otherTokens.find((token) => hashLinkToken(token) === newestTokenHash) ?? current
}

/** Browsers do not send the fragment, so the token stays out of our logs. */
export function passwordLink(siteUrl: string, voterId: string, token: string, isFirst = false) {
  return `${siteUrl}/mot-de-passe/#${voterId}.${token}${isFirst ? '.1' : ''}`
}

export function readLink(text: string): { voterId: string; tokenHash: string } | undefined {
  return parseMatch(text, /^([\w-]{22})\.([\w-]{43})(?:\.1)?$/, (voterId, token) => ({
    voterId,
    tokenHash: hashLinkToken(token),
  }))
}

export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function isValidLink(
  link: PasswordLink | undefined,
  tokenHash: string,
  now: ElectionInstant,
): boolean {
  return [link?.newest, link?.previous].some(
    (token) => token?.tokenHash === tokenHash && token.expiresAt > now,
  )
}

export function passwordLinkEndsAt({ requestedAt, issuedAt }: PasswordLink): ElectionInstant {
  return secondsLater(latestOf(requestedAt, ...issuedAt), retentionDays * 86_400)
}

export type LinkIssueOutcome =
  | { outcome: 'issued'; link: PasswordLink }
  /** Nothing is left to mail for this request. */
  | { outcome: 'over' }
  | { outcome: 'too-many' }

export function issueLink(
  link: PasswordLink | undefined,
  { voterId, requestedAt }: PasswordLinkRequest,
  tokenHash: string,
  now: ElectionInstant,
): LinkIssueOutcome {
  const newest = { tokenHash, expiresAt: secondsLater(now, linkHours * 3600) }
  const version = (link?.version ?? 0) + 1
  const recentIssues = link ? link.issuedAt.filter((at) => at > secondsLater(now, -86_400)) : []
  const isRedelivery = link?.requestedAt.getTime() === requestedAt.getTime()
  if (link?.newest && isRedelivery && !link.mailed) {
    const issuedAt = [...recentIssues.slice(0, -1), now]
    return { outcome: 'issued', link: { ...link, newest, issuedAt, version } }
  }
  if (link && link.requestedAt >= requestedAt) return { outcome: 'over' }
  if (link && isAnswered(link, requestedAt, now)) return { outcome: 'over' }
  const validToken = link?.newest && link.newest.expiresAt > now ? link.newest : undefined
  if (recentIssues.length >= (validToken ? dailyLinksWhileValid : dailyLinks))
    return { outcome: 'too-many' }
  const previous = link && !link.mailed ? link.previous : validToken
  const issuedAt = [...recentIssues, now]
  const nextLink = { voterId, newest, requestedAt, issuedAt, mailed: false, version }
  return { outcome: 'issued', link: { ...nextLink, ...(previous && { previous }) } }
}

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
  replace(expectedLink: PasswordLink | undefined, link: PasswordLink): Promise<boolean>
  markAsMailed(link: PasswordLink): Promise<void>
}

/** Requests for unknown accounts are queued too, so that the response time reveals no account. */
export type PasswordLinkQueue = MessageQueue<PasswordLinkRequest>
