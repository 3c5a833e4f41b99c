import { createHash } from 'node:crypto'
import { latest, secondsLater } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'
import { keptDays, type MessageQueue } from '../queues.ts'
import { readForm } from '../read-form.ts'

/**
 * How long a link to choose a password is good, from when SES takes its e-mail: longer than a relay that makes
 * every new sender try again holds it back (decision 18).
 */
export const linkHours = 2

/** Links mailed to one address in 24 hours while its newest is still good. */
export const linkMailsWhileGood = 6

/** The same whatever became of them: strangers alone come to 17, one more each time that a link has ended. */
export const linkMailsPerAddressADay = 24

/** Somebody asked for a link, for an account that may or may not be there. */
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

/** The links of a voter: the newest, and when those of the last 24 hours were made. */
export interface PasswordLink {
  voterId: string
  /** Absent once it was used. */
  newest?: LinkSecret
  /** The one before, which stays good until the newest is mailed. */
  previous?: LinkSecret
  /** When the newest was asked for: whatever was asked before makes no link any more. */
  requestedAt: ElectionInstant
  /** The newest last. */
  issuedAt: ElectionInstant[]
  mailed: boolean
  /** One more at each change that a second one must not overwrite. */
  version: number
}

/**
 * The token of the link that a message asks for: derived from the message, so that its redelivery mails
 * the same link again and no table or queue holds it. Base64url, 43 characters.
 * @param madeHash of the newest link's token: should it be this message's, it is found again whatever key made it
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

/** The page's address; what follows `#` never leaves the browser, so no server logs it. @param first password of the account */
export function passwordLink(siteUrl: string, voterId: string, token: string, first = false) {
  return `${siteUrl}/mot-de-passe/#${voterId}.${token}${first ? '.1' : ''}`
}

/** Reads what `passwordLink` wrote after `#`, with its mark of a first password or without; undefined of anything else. */
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

/** When nothing in it is of use any more: no link of a day is left to count, no request to compare with. */
export function passwordLinkEndsAt({ requestedAt, issuedAt }: PasswordLink): ElectionInstant {
  return secondsLater(latest(requestedAt, ...issuedAt), keptDays * 86_400)
}

export type LinkIssue =
  | { outcome: 'issued'; link: PasswordLink }
  /** A newer one was made, this one was mailed already, or one that left since answers it. */
  | { outcome: 'over' }
  /** The voter has a good link, or has had all those of 24 hours. */
  | { outcome: 'too-many' }

/**
 * The link that a request makes, given the voter's last ones; it is good from now on, however long the request
 * has waited. One that was asked for while another waited, and is answered by it, makes none. Beyond some in 24 hours the
 * next waits until the newest is good no more: so whoever asks in a voter's name never leaves them without a
 * good link, unless they have used it.
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
  // Its sender died, or the mail was refused: it is made again, good for its whole time once it arrives.
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

/** Its voter asked again before the mail left, and has a link that is good for a while. */
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
  /** Writes a link in place of the one that was found, unless another was written meanwhile. */
  replace(found: PasswordLink | undefined, link: PasswordLink): Promise<boolean>
  /** The newest link was mailed: it need not be again, and the one before is dead. */
  settle(link: PasswordLink): Promise<void>
}

/** Holds requests for accounts that there are not, too: who asks learns nothing, not even from the time it takes. */
export type PasswordLinkQueue = MessageQueue<PasswordLinkRequest>
