import { randomUUID } from 'node:crypto'
import { type SignedInPorts, signedIn } from '../../shared/access/signed-in.ts'
import type { AccountNews, AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import {
  type Attempts,
  limitedCounter,
  type TooMany,
  tooManyUntil,
} from '../../shared/domain/account/attempts.ts'
import {
  openKnownPhone,
  settledPhone,
  undoablePhone,
} from '../../shared/domain/account/known-phone.ts'
import { capsOfCodes, type PhoneSmsQueue } from '../../shared/domain/account/known-phone-sms.ts'
import { verifyPassword } from '../../shared/domain/account/password.ts'
import {
  formerPhoneOf,
  isPhoneCode,
  isPhoneLink,
  type KnownPhones,
  knownPhoneFrom,
  needsPassword,
  type PhoneChange,
  type PhoneKeys,
  phoneCodeLimit,
  phoneCodeTries,
  phonePasswordLimit,
  phoneProofOf,
  readPhoneLink,
} from '../../shared/domain/account/phone-registration.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { maskPhone, type Phone, territoryOf } from '../../shared/domain/sms/phone.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-days.ts'
import {
  bothFactorsLostUntil,
  type PhoneProof,
  type Voter,
} from '../../shared/domain/voter/voter.ts'

export type CodeRequest =
  | { outcome: 'asked'; proof: PhoneProof }
  | { outcome: 'unauthenticated' | 'wrong-credentials' | 'phone-unknown' | 'no-place' }
  | TooMany

type Change<Refusal> = { outcome: 'changed' } | { outcome: Refusal }

export type Confirmation = Change<
  'unauthenticated' | 'wrong-code' | 'code-expired' | 'phone-taken' | 'phone-unknown'
>

/** Sends a code to a new phone, or to the known one. A change needs the password too. */
export async function askForCode(
  dependencies: Dependencies,
  claim: SessionClaim | undefined,
  asked: { phone: Phone; password?: string | undefined } | 'to-known-phone',
): Promise<CodeRequest> {
  const { sessions, voters, knownPhones, smsQueue, keys, clock } = dependencies
  const now = clock()
  const caller = await signedIn({ sessions, voters }, claim, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const { voter } = caller
  const { voterId } = voter
  if (asked !== 'to-known-phone' && needsPassword(voter, now)) {
    const refusal = await refuseWrongPassword(dependencies, voter, asked.password, now)
    if (refusal) return refusal
  }
  const known = asked === 'to-known-phone' ? settledPhone(voter, now) : undefined
  if (asked === 'to-known-phone' && !known) return { outcome: 'phone-unknown' }
  const phone = known ? openKnownPhone(keys, voterId, known) : (asked as { phone: Phone }).phone
  const shown = { phone, maskedPhone: maskPhone(phone), territory: territoryOf(phone) }
  const proof = phoneProofOf(keys, voterId, shown, randomUUID(), now)
  // Nobody else can use up the codes of a phone that is known already.
  const subjects = known
    ? [['voter', voterId]]
    : [
        ['voter', voterId],
        ['phone', proof.phoneHash],
      ]
  const uncharged = await chargeCode(dependencies, subjects, now)
  if (uncharged) return uncharged
  if (!(await knownPhones.begin(voter, proof))) return { outcome: 'unauthenticated' }
  await smsQueue.put({ voterId, sms: 'code', id: proof.proofId }, 0)
  return { outcome: 'asked', proof }
}

/** Registers the phone to which the code went. A code to the known phone lifts `bothLostHours` instead. */
export async function confirmCode(
  dependencies: Dependencies,
  claim: SessionClaim | undefined,
  code: string,
): Promise<Confirmation> {
  const { sessions, voters, attempts, knownPhones, election, keys, clock } = dependencies
  const now = clock()
  const caller = await signedIn({ sessions, voters }, claim, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const { voter } = caller
  const { voterId, phoneProof, knownPhone } = voter
  if (!phoneProof || phoneProof.expiresAt <= now) return { outcome: 'code-expired' }
  // The window is the code's own, so that midnight gives no further tries.
  const tries = limitedCounter(
    keys,
    phoneCodeTries,
    [voterId, phoneProof.proofId],
    phoneProof.expiresAt,
  )
  const charge = await attempts.charge(tries, now)
  if (!charge.taken) return { outcome: 'code-expired' }
  if (!isPhoneCode(keys, voterId, phoneProof, code)) return { outcome: 'wrong-code' }
  if (knownPhone && knownPhone.phoneHash === phoneProof.phoneHash) {
    const isLifted =
      settledPhone(voter, now) && bothFactorsLostUntil(voter, election.bothLostHours, now)
    if (!isLifted) return { outcome: 'changed' }
    await tell(dependencies, voterId, 'delay-lifted', now)
    const lift = await knownPhones.liftBothLost(voter, knownPhone, now)
    return lift === 'phone-taken' ? { outcome: 'phone-unknown' } : outcomeOf(lift)
  }
  const phone = knownPhoneFrom(phoneProof, voter, election, now)
  const former = formerPhoneOf(voter, election, now, phone)
  await tell(dependencies, voterId, 'phone-set', now)
  if (former) await tellFormerPhone(dependencies, voterId)
  return outcomeOf(await knownPhones.set(voter, phone, former))
}

export async function removePhone(
  dependencies: Dependencies,
  claim: SessionClaim | undefined,
  password: string,
): Promise<Change<'unauthenticated' | 'wrong-credentials'> | TooMany> {
  const { sessions, voters, knownPhones, election, clock } = dependencies
  const now = clock()
  const caller = await signedIn({ sessions, voters }, claim, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const { voter } = caller
  const refusal = await refuseWrongPassword(dependencies, voter, password, now)
  if (refusal) return refusal
  const former = voter.knownPhone && formerPhoneOf(voter, election, now)
  if (!former) return { outcome: 'changed' }
  const { voterId } = voter
  await tell(dependencies, voterId, 'phone-removed', now)
  await tellFormerPhone(dependencies, voterId)
  const change = await knownPhones.remove(voter, former)
  return { outcome: change === 'changed' ? 'changed' : 'unauthenticated' }
}

/** For the holder of the link in the SMS to a replaced phone; needs no session. */
export async function undoPhoneChange(
  dependencies: Dependencies,
  token: string,
): Promise<Change<'unknown-link'>> {
  const { voters, knownPhones, keys, clock } = dependencies
  const link = readPhoneLink(token)
  const voter = link && (await voters.find(link.voterId))
  const now = clock()
  const former = voter && undoablePhone(voter, now)
  if (!former || !isPhoneLink(keys, link.voterId, former, link.token))
    return { outcome: 'unknown-link' }
  await tell(dependencies, voter.voterId, 'phone-change-undone', now)
  const change = await knownPhones.undo(voter, former, now)
  return { outcome: change === 'changed' ? 'changed' : 'unknown-link' }
}

function outcomeOf(change: PhoneChange): Confirmation {
  // Another tab was faster, or the voter's sessions ended: the page reads the state again.
  return { outcome: change === 'unchanged' ? 'code-expired' : change }
}

type PhoneNews = Extract<
  AccountNews['news'],
  'phone-set' | 'phone-removed' | 'phone-change-undone' | 'delay-lifted'
>

/** Queued before the change, and mailed once the table confirms it. */
const tell = (
  { accountNews }: Dependencies,
  voterId: string,
  news: PhoneNews,
  at: ElectionInstant,
) => accountNews.put({ news, voterId, at })

/** Longer than this function may run: the change is then written, or never will be. */
const afterChangeSeconds = 60

/** Queued before the change, so that no change goes without its SMS. Nothing is sent if the change fails. */
const tellFormerPhone = ({ smsQueue }: Dependencies, voterId: string) =>
  smsQueue.put({ voterId, sms: 'replaced' }, afterChangeSeconds)

/** An attempt counts before the password is checked. */
async function refuseWrongPassword(
  { attempts, keys }: Dependencies,
  { voterId, passwordHash }: Voter,
  password: string | undefined,
  now: ElectionInstant,
): Promise<{ outcome: 'wrong-credentials' } | TooMany | undefined> {
  const counter = limitedCounter(keys, phonePasswordLimit, [voterId], now)
  const charge = await attempts.charge(counter, now)
  if (!charge.taken) return tooManyUntil(charge.allowedAt, now)
  if (!(await verifyPassword(password ?? '', passwordHash))) return { outcome: 'wrong-credentials' }
  await attempts.refund(counter)
  return undefined
}

async function chargeCode(
  { attempts, smsDays, election, keys }: Dependencies,
  subjects: readonly string[][],
  now: ElectionInstant,
): Promise<{ outcome: 'no-place' } | TooMany | undefined> {
  const counters = subjects.map((subject) => limitedCounter(keys, phoneCodeLimit, subject, now))
  for (const counter of counters) {
    const charge = await attempts.charge(counter, now)
    if (!charge.taken) return tooManyUntil(charge.allowedAt, now)
  }
  const day = electionDayOf(now, election.timeZone)
  for (const cap of capsOfCodes(day, election, now)) {
    if (await smsDays.count(cap.day, cap.smsPerDay)) continue
    // The service's limit is not the voter's: no SMS leaves, so none counts.
    for (const counter of counters) await attempts.refund(counter)
    return { outcome: 'no-place' }
  }
  return undefined
}

interface Dependencies extends SignedInPorts {
  attempts: Pick<Attempts, 'charge' | 'refund'>
  knownPhones: KnownPhones
  smsDays: Pick<SmsDays, 'count'>
  smsQueue: PhoneSmsQueue
  accountNews: AccountNewsQueue
  election: Election<ElectionInstant>
  keys: PhoneKeys & KeysFor<'phone-code' | 'phone-link' | 'attempt'>
  clock: Clock<ElectionInstant>
}
