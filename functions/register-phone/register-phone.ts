import { randomUUID } from 'node:crypto'
import { recordTakenPhone, type TakenPhonePorts } from '../../shared/access/record-taken-phone.ts'
import { findCaller, type SignedInPorts } from '../../shared/access/signed-in.ts'
import { type StopPorts, stopSms } from '../../shared/access/stop-sms.ts'
import type { phoneRoutes } from '../../shared/contract/optional-routes.ts'
import {
  type Attempts,
  backoffUntil,
  limitedCounter,
} from '../../shared/domain/account/attempts.ts'
import {
  settledPhone,
  undoablePhone,
  unsealSettledPhone,
} from '../../shared/domain/account/known-phone.ts'
import {
  type PhoneSmsQueue,
  warningDelaySeconds,
} from '../../shared/domain/account/known-phone-sms.ts'
import { verifyPassword } from '../../shared/domain/account/password.ts'
import { isPhoneCode, isPhoneLink, readPhoneLink } from '../../shared/domain/account/phone-code.ts'
import { capsOfCodes } from '../../shared/domain/account/phone-code-caps.ts'
import {
  type ChangedPhones,
  codeAttemptLimit,
  formerPhoneOf,
  type KnownPhones,
  knownPhoneFrom,
  type PhoneKeys,
  phoneCodeLimit,
  phonePasswordLimit,
  phoneProofOf,
  settlesInTime,
} from '../../shared/domain/account/phone-registration.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Reissues } from '../../shared/domain/reissue/reissue.ts'
import { maskPhone, type Phone, territoryOf } from '../../shared/domain/sms/phone.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-state.ts'
import {
  bothFactorsLostUntil,
  type PhoneProof,
  type Voter,
} from '../../shared/domain/voter/voter.ts'

type ProblemName = (typeof phoneRoutes)[keyof typeof phoneRoutes]['problems'][number]

export type Refusal =
  | { outcome: Exclude<ProblemName, 'too-many-attempts'> | 'unauthenticated' }
  | { outcome: 'too-many-attempts' | 'unavailable'; retryAfterSeconds: number }

export type CodeRequestResult = { outcome: 'requested'; proof: PhoneProof } | Refusal

export type RegistrationResult = { outcome: 'changed' } | Refusal

const concurrentChange = { outcome: 'unavailable', retryAfterSeconds: 1 } as const

/** Requires the password, which the thief of a session lacks. */
export function requestCode(
  dependencies: Dependencies,
  claim: SessionClaim | undefined,
  { phone: typedPhone, password }: { phone?: Phone | undefined; password: string },
): Promise<CodeRequestResult> {
  const { knownPhones, smsQueue, election, keys } = dependencies
  return runForVoter<CodeRequestResult>(dependencies, claim, async (voter, now, session) => {
    const { voterId, knownPhone, formerPhone } = voter
    if (now >= election.dates.voteClosesAt) return { outcome: 'vote-closed' }
    if (typedPhone && !settlesInTime(voter, election, now)) return { outcome: 'phone-too-late' }
    const phone = typedPhone ?? unsealSettledPhone(keys, voter, now)
    if (!phone) return { outcome: 'phone-unknown' }
    const phoneDetails = { phone, maskedPhone: maskPhone(phone), territory: territoryOf(phone) }
    const phoneProof = {
      ...phoneProofOf(keys, voterId, phoneDetails, randomUUID(), now),
      tokenHash: session.tokenHash,
    }
    // Others can use up a phone's limit by typing its number, so the limit applies to typed phones only.
    const phoneSubjects = typedPhone ? [['phone', phoneProof.phoneHash]] : []
    const refusal = await refuseWrongPassword(dependencies, session, voter, password, now)
    if (refusal) return refusal
    const charge = await chargeCode(dependencies, [['voter', voterId], ...phoneSubjects], now)
    if ('outcome' in charge) return charge
    const result = await knownPhones.change(voter, { knownPhone, formerPhone, phoneProof }, now)
    if (result !== 'changed') {
      await charge.refund()
      return concurrentChange
    }
    await smsQueue.put({ voterId, sms: 'code', id: phoneProof.proofId }, 0)
    return { outcome: 'requested', proof: phoneProof }
  })
}

export function confirmCode(
  dependencies: Dependencies,
  claim: SessionClaim | undefined,
  code: string,
): Promise<RegistrationResult> {
  const { attempts, election, keys } = dependencies
  return runForVoter<RegistrationResult>(dependencies, claim, async (voter, now, { tokenHash }) => {
    const { voterId, phoneProof, knownPhone } = voter
    if (!phoneProof || phoneProof.expiresAt <= now) return { outcome: 'code-expired' }
    if ((phoneProof.tokenHash ?? tokenHash) !== tokenHash) return { outcome: 'code-expired' }
    const { proofId, phoneHash, expiresAt } = phoneProof
    // The window is derived from the code's expiry, so that all attempts at one code count in one window.
    const attemptCounter = limitedCounter(keys, codeAttemptLimit, [proofId], expiresAt)
    const charge = await attempts.charge(attemptCounter, now)
    if (!charge.isAllowed) return { outcome: 'code-expired' }
    if (!isPhoneCode(keys, voterId, phoneProof, code)) return { outcome: 'wrong-code' }
    if (knownPhone?.phoneHash === phoneHash) {
      const waitEndsAt = bothFactorsLostUntil(voter, election.bothLostHours, now)
      if (!settledPhone(voter, now) || !waitEndsAt) return { outcome: 'changed' }
      const phones = { knownPhone: { ...knownPhone, liftedAt: now }, endsWait: true } as const
      return changePhones(dependencies, voter, 'delay-lifted', phones, now)
    }
    const phone = knownPhoneFrom(phoneProof, voter, election, now)
    const phones = { knownPhone: phone, formerPhone: formerPhoneOf(voter, election, now, phone) }
    const result = await changePhones(dependencies, voter, 'phone-set', phones, now)
    if (result.outcome === 'phone-taken')
      await recordTakenPhone(dependencies, voterId, phoneProof, now)
    return result
  })
}

export function removePhone(
  dependencies: Dependencies,
  claim: SessionClaim | undefined,
  password: string,
): Promise<RegistrationResult> {
  return runForVoter<RegistrationResult>(dependencies, claim, async (voter, now, session) => {
    const refusal = await refuseWrongPassword(dependencies, session, voter, password, now)
    if (refusal) return refusal
    if (!voter.knownPhone) return { outcome: 'changed' }
    const phones = { formerPhone: formerPhoneOf(voter, dependencies.election, now) }
    return changePhones(dependencies, voter, 'phone-removed', phones, now)
  })
}

/** Stops a request to another phone first, so that the link still works if the process dies in between. */
export async function undoPhoneChange(
  dependencies: Dependencies,
  token: string,
): Promise<RegistrationResult> {
  const { voters, reissues, keys, clock } = dependencies
  const link = readPhoneLink(token)
  const voter = link && (await voters.find(link.voterId))
  const now = clock()
  const formerPhone = voter && undoablePhone(voter, now)
  if (!formerPhone || !isPhoneLink(keys, link.voterId, formerPhone, link.token))
    return { outcome: 'unknown-link' }
  const latest = voter.latestReissueId && (await reissues.find(voter.latestReissueId))
  const isToOtherPhone = latest && latest.phoneHash !== formerPhone.phoneHash
  const stopOutcome = isToOtherPhone && (await stopSms(dependencies, latest))
  // The cancellation changed the voter's item, so this starts over.
  if (stopOutcome === 'stopped') return undoPhoneChange(dependencies, token)
  const { changedAt: _, endsAt: __, ...phone } = formerPhone
  const phones = { knownPhone: { ...phone, setAt: now }, endsSessions: true } as const
  const result = await changePhones(dependencies, voter, 'phone-change-undone', phones, now)
  return stopOutcome === 'left' && result.outcome === 'changed' ? { outcome: 'too-late' } : result
}

async function runForVoter<Result>(
  { sessions, voters, clock }: Dependencies,
  claim: SessionClaim | undefined,
  action: (voter: Voter, now: ElectionInstant, session: SessionClaim) => Promise<Result>,
): Promise<Result | { outcome: 'unauthenticated' }> {
  const now = clock()
  const caller = await findCaller({ sessions, voters }, claim, now)
  return caller ? action(caller.voter, now, caller.claim) : { outcome: 'unauthenticated' }
}

/** Queues the notifications first, so that a crash cannot leave a change unreported. */
async function changePhones(
  { notifications, smsQueue, knownPhones }: Dependencies,
  voter: Voter,
  notification: 'phone-set' | 'phone-removed' | 'phone-change-undone' | 'delay-lifted',
  phones: ChangedPhones,
  now: ElectionInstant,
): Promise<RegistrationResult> {
  const { voterId } = voter
  await notifications.put({ news: notification, voterId, at: now })
  if (phones.formerPhone) await smsQueue.put({ voterId, sms: 'phone-changed' }, warningDelaySeconds)
  const outcome = await knownPhones.change(voter, phones, now)
  return outcome === 'changed-meanwhile' ? concurrentChange : { outcome }
}

/** Counts wrong passwords per session, so that the thief of one session cannot lock the voter out of another. */
async function refuseWrongPassword(
  { attempts, keys }: Dependencies,
  { tokenHash }: SessionClaim,
  { passwordHash }: Voter,
  password: string,
  now: ElectionInstant,
): Promise<Refusal | undefined> {
  const counter = limitedCounter(keys, phonePasswordLimit, [tokenHash], now)
  const charge = await attempts.charge(counter, now)
  if (!charge.isAllowed) return backoffUntil(charge.allowedAt, now)
  if (!(await verifyPassword(password, passwordHash))) return { outcome: 'wrong-credentials' }
  await attempts.refund(counter)
  return undefined
}

const capRetrySeconds = 60

async function chargeCode(
  { attempts, smsDays, election, keys }: Dependencies,
  subjects: readonly string[][],
  now: ElectionInstant,
): Promise<Refusal | { refund(): Promise<unknown> }> {
  const refunds: (() => Promise<unknown>)[] = []
  const refund = () => Promise.all(refunds.map((refundCharge) => refundCharge()))
  for (const subject of subjects) {
    const counter = limitedCounter(keys, phoneCodeLimit, subject, now)
    const charge = await attempts.charge(counter, now)
    if (!charge.isAllowed) {
      await refund()
      return backoffUntil(charge.allowedAt, now)
    }
    refunds.push(() => attempts.refund(counter))
  }
  const day = electionDayOf(now, election.timeZone)
  for (const cap of capsOfCodes(day, election, now)) {
    if (!(await smsDays.count(cap.day, cap.smsPerDay))) {
      await refund()
      return { outcome: 'unavailable', retryAfterSeconds: capRetrySeconds }
    }
    refunds.push(() => smsDays.uncount(cap.day))
  }
  return { refund }
}

interface Dependencies extends SignedInPorts, TakenPhonePorts, StopPorts {
  reissues: Reissues
  attempts: Pick<Attempts, 'charge' | 'refund'>
  knownPhones: KnownPhones
  smsDays: Pick<SmsDays, 'count' | 'uncount'>
  smsQueue: PhoneSmsQueue
  election: Election<ElectionInstant>
  keys: PhoneKeys & KeysFor<'phone-code' | 'phone-link' | 'attempt'>
  clock: Clock<ElectionInstant>
}
