import { electionDayOf } from '../../shared/domain/election-day.ts'
import { type KeysFor, versionIdOf } from '../../shared/domain/keys.ts'
import { decideDeparture } from '../../shared/domain/reissue/departure.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { SendingStart } from '../../shared/domain/reissue/sendings.ts'
import { unsealPhone } from '../../shared/domain/sms/sealed-phone.ts'
import {
  type Handover,
  mayBeAccepted,
  type SmsFailure,
} from '../../shared/domain/sms/sms-delivery.ts'
import type { DayCap, SmsState } from '../../shared/domain/sms/sms-state.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { queueReissue } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { identifierSms } from '../../shared/texts/sms/sms.ts'
import { capCounts } from './cap-counts.ts'
import {
  type HoldOutcome,
  type HoldPorts,
  holdAgain,
  holdByCap,
  holdUntilCheck,
  uncountHeldSms,
} from './hold-sms.ts'
import { endProbe, reserveProbe } from './probes.ts'

export type SendResult =
  | {
      outcome: 'sent'
      messageId: string
      territory: string
      /** Seconds since the request. */
      seconds: number
      inTime: boolean
    }
  | { outcome: 'refused'; failure: string }
  | { outcome: 'not-taken'; why: string }
  | HoldOutcome
  | { outcome: 'absent' | 'over' }
  | { outcome: 'waits'; until: ElectionInstant }

export async function sendIdentifier(
  dependencies: Dependencies,
  reissueId: string,
): Promise<SendResult> {
  const { reissues, readSms, election, clock } = dependencies
  const [reissue, smsState] = await Promise.all([reissues.find(reissueId), readSms()])
  if (!reissue) return { outcome: 'absent' }
  const departure = decideDeparture(reissue, smsState, election, clock())
  if (departure.outcome === 'vote-closed')
    return failReissue(dependencies, reissue, 'service-limit')
  if (departure.outcome === 'waits-its-turn') return holdAgain(dependencies, reissue, departure.day)
  if (departure.outcome !== 'decided') return departure
  const { decision, day, caps } = departure
  const probe = { probeId: reissueId, territory: reissue.territory }
  const permission = await reserveProbe(dependencies, decision, probe)
  if (permission.timing === 'another-day')
    return holdByCap(dependencies, reissue, permission.cap, caps)
  if (permission.timing === 'later') return holdUntilCheck(dependencies, reissue, permission, day)
  const result = await sendWithinCaps(dependencies, reissue, caps)
  if (permission.timing === 'as-probe')
    await endProbe(dependencies, reissueId, result.outcome === 'sent' ? reissueId : undefined)
  return result
}

async function sendWithinCaps(
  dependencies: Dependencies,
  reissue: Reissue,
  caps: readonly DayCap[],
): Promise<SendResult> {
  const { carrier, sendings, takeToken, election, clock } = dependencies
  const counts = capCounts(dependencies)
  let leasedReissue: Reissue | undefined
  let mayBeSent = false
  try {
    const fullCap = await counts.add(caps)
    if (fullCap) return await holdByCap(dependencies, reissue, fullCap, caps)
    // The wait for a token comes before the lease, so that the voter can still stop the request.
    // The vote may close during this wait.
    const hasToken = await takeToken()
    if (!hasToken || clock() >= election.dates.voteClosesAt) return { outcome: 'no-token' }
    const preparedSms = await prepareSms(dependencies, reissue)
    if ('outcome' in preparedSms) return preparedSms
    mayBeSent = true
    leasedReissue = preparedSms.reissue
    const handover = await carrier.send(preparedSms.sms)
    mayBeSent = mayBeAccepted(handover)
    const result = await recordHandover(dependencies, preparedSms, handover)
    if (result.outcome !== 'not-taken') leasedReissue = undefined
    return result
  } finally {
    // If this fails, another sender has to wait for the end of the lease.
    if (leasedReissue) await sendings.release(leasedReissue, clock(), mayBeSent).catch(() => {})
    if (!mayBeSent) await counts.remove()
  }
}

async function recordHandover(
  dependencies: Dependencies,
  preparedSms: PreparedSms,
  handover: Handover,
): Promise<SendResult> {
  const { election, clock } = dependencies
  const { reissue } = preparedSms
  if ('notAccepted' in handover) return { outcome: 'not-taken', why: handover.notAccepted }
  const result =
    'refused' in handover
      ? await failReissue(dependencies, reissue, handover.refused)
      : await completeReissue(dependencies, preparedSms, handover.messageId)
  if (result.outcome === 'sent' || result.outcome === 'refused')
    await uncountHeldSms(dependencies, reissue, electionDayOf(clock(), election.timeZone))
  return result
}

async function failReissue(
  { sendings, notifications, clock, journal }: Dependencies,
  reissue: Reissue,
  failure: SmsFailure,
): Promise<SendResult> {
  if (!(await sendings.fail(reissue, failure, clock()))) return { outcome: 'busy' }
  await queueReissue(journal, notifications, reissue.reissueId)
  return { outcome: 'refused', failure }
}

interface PreparedSms {
  reissue: Reissue
  identifierHash: string
  sms: { phone: string; text: string }
}

async function prepareSms(
  { sendings, keys, election, clock }: Dependencies,
  storedReissue: Reissue,
): Promise<PreparedSms | Exclude<SendingStart, { outcome: 'started' }>> {
  const { voterId, reissueId, sealedPhone = '' } = storedReissue
  // The key version that sealed the phone is used, so that each retry sends the same identifier.
  const versionId = versionIdOf(sealedPhone)
  const identifier = deriveIdentifier(keys, voterId, reissueId, versionId)
  const identifierHash = hashIdentifier(keys, voterId, identifier, versionId)
  const text = identifierSms(identifierText(identifier), election.smsSignature, election)
  const sms = { phone: unsealPhone(keys, storedReissue), text }
  const start = await sendings.start(storedReissue, clock())
  return start.outcome === 'started' ? { reissue: start.reissue, identifierHash, sms } : start
}

async function completeReissue(
  { sendings, handoverDays, notifications, election, clock, journal }: Dependencies,
  { reissue, identifierHash }: PreparedSms,
  messageId: string,
): Promise<SendResult> {
  const { reissueId, requestedAt, expectedAt, bouncedAt, territory } = reissue
  const at = clock()
  const seconds = (at.getTime() - requestedAt.getTime()) / 1000
  const day = electionDayOf(at, election.timeZone)
  const isCompleted = await sendings.complete(reissue, { identifierHash, messageId, at })
  if (!isCompleted) return { outcome: 'over' }
  const countWrite = handoverDays.count(day, { territory, seconds }).catch(() => {})
  await Promise.all([queueReissue(journal, notifications, reissueId), countWrite])
  if (!reissue.confirmedAt)
    journal({ event: 'sms.before-its-mail', reissueId, bounced: bouncedAt !== undefined })
  return { outcome: 'sent', messageId, territory, seconds, inTime: at <= expectedAt }
}

interface Dependencies
  extends HoldPorts,
    Pick<
      ReissuePorts,
      'reissues' | 'smsBreakers' | 'handoverDays' | 'carrier' | 'notifications' | 'journal'
    > {
  /** May return a state up to a second old: conditional writes check the caps again. */
  readSms: () => Promise<SmsState>
  keys: KeysFor<'identifier' | 'identifier-hash' | 'phone-seal'>
}
