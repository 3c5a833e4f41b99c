import { randomUUID } from 'node:crypto'
import { recordTakenPhone, type TakenPhonePorts } from '../../shared/access/record-taken-phone.ts'
import { findCaller, type SignedInPorts } from '../../shared/access/signed-in.ts'
import { type Backoff, backoffUntil, limitedCounter } from '../../shared/domain/account/attempts.ts'
import { hashAnswer } from '../../shared/domain/account/captcha.ts'
import type { PhoneSmsQueue } from '../../shared/domain/account/known-phone-sms.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isOpen } from '../../shared/domain/election/election-dates.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { newReissue, setExpectedTime } from '../../shared/domain/reissue/new-reissue.ts'
import type { Reissue, ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import type {
  Decision,
  PlainRefusal,
  Refusal,
  ReissueClaim,
} from '../../shared/domain/reissue/reissue-rules.ts'
import { expectedTime, type SlotUsage, slotSeconds } from '../../shared/domain/sms/expected-time.ts'
import { readSmsState, type SmsStatePorts } from '../../shared/domain/sms/sms-state.ts'
import { hashIdentity } from '../../shared/domain/voter/voter.ts'
import { journalFailure, queueReissue } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { addDelay, choosePhone, type PhoneChoice, warnKnownPhone } from './choose-phone.ts'
import { identityLimit } from './identity-limit.ts'
import { notifyAtLimit, type RefusalPorts } from './notify-of-refusals.ts'
import type { ReissueForm } from './reissue-form.ts'

export type ReissueResult =
  | { outcome: 'accepted' | 'already-pending'; reissue: Reissue }
  | { outcome: 'both-factors-lost'; until: ElectionInstant }
  | Backoff
  | PlainRefusal
  | { outcome: 'reissue-closed' }

export async function requestReissue(
  dependencies: Dependencies,
  request: { session: SessionClaim; form: ReissueForm },
): Promise<ReissueResult> {
  const { election, keys, smsSlots, clock } = dependencies
  const now = clock()
  const { reissueOpensAt, reissueClosesAt } = election.dates
  if (!isOpen(reissueOpensAt, reissueClosesAt, now)) {
    const hasSession = await isSignedIn(dependencies, request.session)
    return { outcome: hasSession ? 'reissue-closed' : 'unauthenticated' }
  }
  const choice = await choosePhone(dependencies, request, now)
  if ('outcome' in choice) return choice
  const claim = claimOf(keys, election, request, choice, now)
  const day = electionDayOf(now, election.timeZone)
  const smsReads = Promise.all([
    journalAndIgnore(dependencies, smsSlots.find()),
    journalAndIgnore(dependencies, readSmsState(dependencies, day)),
  ])
  try {
    const admission = await undoOnFailure(dependencies, claim, admit(dependencies, claim))
    if (admission.outcome !== 'admitted') return await refuse(dependencies, claim, admission)
    if (!choice.toKnownPhone) {
      const warning = warnKnownPhone(dependencies.phoneSmsQueue, claim)
      await undoOnFailure(dependencies, claim, warning)
    }
    const [slots, smsState] = await smsReads
    const expectedAt = expectedTime(slots, election, day, now)
    const reissue = choice.delayEndsAt
      ? addDelay(claim.reissue, choice.delayEndsAt)
      : setExpectedTime(claim.reissue, expectedAt, smsState, election, now)
    const slotUsage = choice.delayEndsAt ? undefined : slots
    return await accept(dependencies, { ...claim, reissue }, slotUsage)
  } finally {
    await smsReads
  }
}

async function admit({ reissueRequests, voters, attempts }: Dependencies, claim: ReissueClaim) {
  const admission = await reissueRequests.admit(claim)
  if (admission.outcome !== 'too-many-attempts') return admission
  const { waitLiftedAt } = (await voters.find(claim.session.voterId)) ?? {}
  const isLifted = waitLiftedAt && (await attempts.clearStale(claim.identityAttempts, waitLiftedAt))
  return isLifted ? reissueRequests.admit(claim) : admission
}

function reserveSlot({ election, smsSlots }: Dependencies, usage: SlotUsage, now: ElectionInstant) {
  const readyAt = secondsLater(now, election.smsDelaySeconds)
  const day = electionDayOf(now, election.timeZone)
  return smsSlots.reserve(day, { readyAt, lengthSeconds: slotSeconds(election), usage })
}

async function accept(
  dependencies: Dependencies,
  claim: ReissueClaim,
  slotUsage: SlotUsage | undefined,
): Promise<ReissueResult> {
  const { reissueRequests, queues, journal } = dependencies
  const { reissue } = claim
  const acceptance = await reissueRequests
    .accept(claim)
    .catch((failure) => resolveLostResponse(dependencies, claim, failure))
  if (acceptance.outcome !== 'accepted') {
    return undoOnFailure(dependencies, claim, refuse(dependencies, claim, acceptance))
  }
  const queueWrites = queues.map((queue) => queueReissue(journal, queue, reissue.reissueId))
  const slotWrite = slotUsage && reserveSlot(dependencies, slotUsage, claim.now)
  await Promise.all([...queueWrites, slotWrite && journalAndIgnore(dependencies, slotWrite)])
  return { outcome: 'accepted', reissue }
}

export async function isSignedIn(
  { sessions, voters, clock }: Pick<Dependencies, 'sessions' | 'voters' | 'clock'>,
  session: SessionClaim,
): Promise<boolean> {
  return (await findCaller({ sessions, voters }, session, clock())) !== undefined
}

function claimOf(
  keys: Dependencies['keys'],
  election: Election<ElectionInstant>,
  { session, form }: { session: SessionClaim; form: ReissueForm },
  { phone, toKnownPhone }: PhoneChoice,
  now: ElectionInstant,
): ReissueClaim {
  const { voterId } = session
  const { captcha } = form
  return {
    session,
    identityHash: hashIdentity(keys, voterId, form),
    captcha: { captchaId: captcha.id, codeHash: hashAnswer(keys, captcha.id, captcha.code) },
    identityAttempts: limitedCounter(keys, identityLimit, [voterId], now),
    limits: election.limits,
    bothLostHours: election.bothLostHours,
    ...(toKnownPhone && { toKnownPhone }),
    reissue: newReissue(keys, { reissueId: randomUUID(), voterId, phone, expectedAt: now, now }),
    now,
  }
}

const journalAndIgnore = <Result>({ journal }: Dependencies, result: Promise<Result>) =>
  journalFailure(journal, result, (why) => ({ event: 'expected-time.unsure', why }))

async function resolveLostResponse(
  dependencies: Dependencies,
  claim: ReissueClaim,
  failure: unknown,
): Promise<Decision<'accepted'>> {
  if ((await undo(dependencies, claim)) === 'accepted') return { outcome: 'accepted' }
  throw failure
}

async function undoOnFailure<Answer>(
  dependencies: Dependencies,
  claim: ReissueClaim,
  answer: Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer
  } catch (failure) {
    await undo(dependencies, claim).catch(() => {})
    throw failure
  }
}

/** Age of a request beyond which a retry could exceed the function's timeout. */
const maxAgeMilliseconds = 10_000

async function undo({ reissueRequests, clock }: Dependencies, claim: ReissueClaim) {
  try {
    return await reissueRequests.undo(claim)
  } catch (failure) {
    if (clock().getTime() - claim.now.getTime() > maxAgeMilliseconds) throw failure
    return reissueRequests.undo(claim)
  }
}

async function refuse(
  dependencies: Dependencies,
  claim: ReissueClaim,
  refusal: Refusal,
): Promise<ReissueResult> {
  const { reissues } = dependencies
  switch (refusal.outcome) {
    case 'too-many-attempts':
      return backoffUntil(refusal.allowedAt, claim.now)
    case 'already-pending': {
      const reissue = await reissues.find(refusal.pendingReissueId)
      if (!reissue) throw new Error(`Reissue ${refusal.pendingReissueId} is pending but absent`)
      return { outcome: 'already-pending', reissue }
    }
    case 'both-factors-lost':
      await notifyAtLimit(dependencies, claim, refusal.outcome, refusal.until)
      return refusal
    case 'identity-mismatch':
      await notifyAtLimit(dependencies, claim, 'identity-refused')
      return refusal
    case 'phone-taken':
      await recordTakenPhone(dependencies, claim.session.voterId, claim.reissue, claim.now)
      return refusal
    default:
      return refusal
  }
}

interface Dependencies
  extends RefusalPorts,
    TakenPhonePorts,
    SignedInPorts,
    SmsStatePorts,
    Pick<ReissuePorts, 'reissueRequests' | 'reissues' | 'smsSlots' | 'election' | 'clock'> {
  queues: readonly ReissueQueue[]
  phoneSmsQueue?: PhoneSmsQueue | undefined
  keys: KeysFor<
    'identity' | 'phone-hash' | 'phone-seal' | 'known-phone' | 'attempt' | 'captcha-code'
  >
}
