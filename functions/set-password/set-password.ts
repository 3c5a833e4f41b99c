import { refundOnFailure } from '../../shared/access/sign-in-charge.ts'
import type { NotificationQueue } from '../../shared/domain/account/account-notifications.ts'
import { type Backoff, backoffUntil, limitedCounter } from '../../shared/domain/account/attempts.ts'
import { hashPassword, type Passwords } from '../../shared/domain/account/password.ts'
import {
  isValidLink,
  type PasswordLinks,
  readLink,
} from '../../shared/domain/account/password-link.ts'
import { passwordLinkLimit } from '../../shared/domain/account/sign-in-limits.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { addressEpoch, type Voter, type VoterEpoch } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import type { Weakness } from './password-weakness.ts'

export type PasswordResult =
  | { outcome: 'set'; owner: VoterEpoch }
  | { outcome: 'link-expired' }
  | { outcome: 'weak-password'; weakness: Weakness }
  | Backoff

/** Charges the attempt first, so that concurrent attempts stay within the limit. */
export async function setPassword(
  dependencies: Dependencies,
  { token, password }: { token: string; password: string },
): Promise<PasswordResult> {
  const { attempts, keys, clock } = dependencies
  const link = await findValidLink(dependencies, token)
  if (!link) return { outcome: 'link-expired' }
  const now = clock()
  const attemptCounter = limitedCounter(keys, passwordLinkLimit, [link.tokenHash], now)
  const charge = await attempts.charge(attemptCounter, now)
  if (!charge.isAllowed) return backoffUntil(charge.allowedAt, now)
  return refundOnFailure(attempts, { ownCounters: [attemptCounter], sharedCounters: [] }, () =>
    setIfStrong(dependencies, link, password),
  )
}

async function setIfStrong(
  { voters, passwords, notifications, clock }: Dependencies,
  { voterId, tokenHash, voter }: ValidLink,
  password: string,
): Promise<PasswordResult> {
  // Imported on first use, because the dictionaries are slow to load.
  const { weaknessOf } = await import('./password-weakness.ts')
  const weakness = weaknessOf(password, wordsOf(voter))
  if (weakness) return { outcome: 'weak-password', weakness }

  const passwordHash = await hashPassword(password)
  const at = clock()
  // The notification is queued first, so that a crash cannot leave the change unreported.
  await notifications.put({ news: 'password-set', voterId, at })
  const hadPassword = voter.passwordHash !== undefined
  const newPassword = { voterId, tokenHash, passwordHash, isReplacement: hadPassword, at }
  const result = await passwords.set(newPassword).catch(async (failure: unknown) => {
    // If only the response was lost, the table holds the new password.
    if ((await voters.find(voterId))?.passwordHash === passwordHash) return 'set'
    throw failure
  })
  if (result === 'link-expired') return { outcome: 'link-expired' }
  return { outcome: 'set', owner: addressEpoch({ ...voter, sessionEpoch: voter.sessionEpoch + 1 }) }
}

export async function findValidLink(
  { voters, passwordLinks, clock }: Pick<Dependencies, 'voters' | 'passwordLinks' | 'clock'>,
  token: string,
): Promise<ValidLink | undefined> {
  const link = readLink(token)
  if (!link) return undefined
  const { voterId, tokenHash } = link
  const [voter, storedLink] = await Promise.all([voters.find(voterId), passwordLinks.find(voterId)])
  return voter && isValidLink(storedLink, tokenHash, clock()) ? { ...link, voter } : undefined
}

function wordsOf({ email, firstName, lastName }: Voter): string[] {
  const [localPart = ''] = email.split('@')
  const names = [firstName, lastName].flatMap((name) => [name, ...name.split(/[^\p{L}]/u)])
  const joinedNames = [firstName + lastName, lastName + firstName]
  return [email, localPart, ...email.split(/[^\p{L}\p{N}]/u), ...names, ...joinedNames]
}

interface ValidLink {
  voterId: string
  tokenHash: string
  voter: Voter
}

interface Dependencies extends Pick<ReissuePorts, 'attempts' | 'voters' | 'clock'> {
  keys: KeysFor<'attempt'>
  passwordLinks: Pick<PasswordLinks, 'find'>
  passwords: Passwords
  notifications: NotificationQueue
}
