import { withRefund } from '../../shared/access/sign-in-charge.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import {
  type Attempts,
  limitedCounter,
  type TooMany,
  tooManyUntil,
} from '../../shared/domain/account/attempts.ts'
import { hashPassword, type Passwords } from '../../shared/domain/account/password.ts'
import {
  isGoodLink,
  type PasswordLinks,
  readLink,
} from '../../shared/domain/account/password-link.ts'
import { linkTryLimit } from '../../shared/domain/account/sign-in-limits.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import {
  addressEpoch,
  type Voter,
  type VoterEpoch,
  type Voters,
} from '../../shared/domain/voter/voter.ts'
import type { Weakness } from './password-weakness.ts'

export type PasswordSetting =
  /** `owner`: as the voter is now. */
  | { outcome: 'set'; owner: VoterEpoch }
  | { outcome: 'link-expired' }
  | { outcome: 'weak-password'; weakness: Weakness }
  | TooMany

/**
 * Sets the password of a link's account. The link serves once; a refused password leaves it as it was. The attempt is
 * counted before the password is judged, so no burst outruns the limit.
 *
 * The voter's news leaves before the transaction, so no password changes without the voter knowing. If the transaction
 * fails, the news finds nothing to tell.
 */
export async function setPassword(
  dependencies: Dependencies,
  { token, password }: { token: string; password: string },
): Promise<PasswordSetting> {
  const { attempts, keys, clock } = dependencies
  const link = await findGoodLink(dependencies, token)
  if (!link) return { outcome: 'link-expired' }
  const now = clock()
  const tries = limitedCounter(keys, linkTryLimit, [link.tokenHash], now)
  const charge = await attempts.charge(tries, now)
  if (!charge.taken) return tooManyUntil(charge.allowedAt, now)
  return withRefund(attempts, { ownCounters: [tries], sharedCounters: [] }, () =>
    setIfStrong(dependencies, link, password),
  )
}

async function setIfStrong(
  { voters, passwords, accountNews, clock }: Dependencies,
  { voterId, tokenHash, voter }: GoodLink,
  password: string,
): Promise<PasswordSetting> {
  // Loads its dictionaries at the first password: they take longer than the rest of the function.
  const { weaknessOf } = await import('./password-weakness.ts')
  const weakness = weaknessOf(password, wordsAbout(voter))
  if (weakness) return { outcome: 'weak-password', weakness }

  const passwordHash = await hashPassword(password)
  const at = clock()
  await accountNews.put({ news: 'password-set', voterId, at })
  const renews = voter.passwordHash !== undefined
  const choice = { voterId, tokenHash, passwordHash, renews, at }
  const setting = await passwords.set(choice).catch(async (failure: unknown) => {
    // If only the answer was lost, the table holds the new password.
    if ((await voters.find(voterId))?.passwordHash === passwordHash) return 'set'
    throw failure
  })
  if (setting === 'link-expired') return { outcome: 'link-expired' }
  return { outcome: 'set', owner: addressEpoch({ ...voter, sessionEpoch: voter.sessionEpoch + 1 }) }
}

/** Leaves the link as it is. */
export async function findGoodLink(
  { voters, passwordLinks, clock }: Pick<Dependencies, 'voters' | 'passwordLinks' | 'clock'>,
  token: string,
): Promise<GoodLink | undefined> {
  const link = readLink(token)
  if (!link) return undefined
  const { voterId, tokenHash } = link
  const [voter, last] = await Promise.all([voters.find(voterId), passwordLinks.find(voterId)])
  return voter && isGoodLink(last, tokenHash, clock()) ? { ...link, voter } : undefined
}

function wordsAbout({ email, firstName, lastName }: Voter): string[] {
  const [localPart = ''] = email.split('@')
  const names = [firstName, lastName].flatMap((name) => [name, ...name.split(/[^\p{L}]/u)])
  const joined = [firstName + lastName, lastName + firstName]
  return [email, localPart, ...email.split(/[^\p{L}\p{N}]/u), ...names, ...joined]
}

interface GoodLink {
  voterId: string
  tokenHash: string
  voter: Voter
}

interface Dependencies {
  attempts: Pick<Attempts, 'charge' | 'refund'>
  keys: KeysFor<'attempt'>
  voters: Pick<Voters, 'find'>
  passwordLinks: Pick<PasswordLinks, 'find'>
  passwords: Passwords
  accountNews: AccountNewsQueue
  clock: Clock<ElectionInstant>
}
