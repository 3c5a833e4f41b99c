import { heldUntil } from '../domain/expectation.ts'
import { deriveIdentifier, hashIdentifier } from '../domain/identifier.ts'
import type { Keys } from '../domain/keys.ts'
import type { Clock, Reissues, Sendings, SmsCarrier, SmsDays } from '../domain/ports.ts'
import { isUnderWay, type Reissue, secondsLater, unsealPhone } from '../domain/reissue.ts'
import { identifierSms } from '../domain/sms.ts'
import { type SmsDay, smsDayOf } from '../domain/sms-day.ts'

export type Sending =
  | { outcome: 'sent'; messageId: string }
  | { outcome: 'refused'; failure: string }
  /** SNS did not take it: it must be tried again, later. */
  | { outcome: 'not-taken'; why: string }
  /** The day's cap is reached: the sweep brings it back. */
  | { outcome: 'held'; until: Date }
  | { outcome: 'absent' | 'over' | 'busy' }

/**
 * How long a sender has a request to itself: longer than its function may run, shorter than the queue
 * hides the message, so that a redelivery never meets a sender at work nor a lease of a dead one.
 */
export const leaseSeconds = 60

/**
 * Sends the new identifier by SMS, then makes it the valid one.
 *
 * The identifier is derived from the request, so a crash at any point and the redelivery that follows
 * send the same one: until the swap the old identifier is valid, from it on the new one, never both.
 */
export async function sendIdentifier(
  dependencies: Dependencies,
  reissueId: string,
): Promise<Sending> {
  const { reissues, sendings, smsDays, election, turn, clock } = dependencies
  const found = await reissues.find(reissueId)
  if (!found) return { outcome: 'absent' }
  if (!isUnderWay(found.state)) return { outcome: 'over' }

  const day = smsDayOf(clock(), election.timeZone)
  if (!(await smsDays.take(day, election.smsDailyCap))) return hold(dependencies, reissueId, day)
  await turn()
  const now = clock()
  const leaseEndsAt = secondsLater(now, leaseSeconds)
  const start = await sendings.start(reissueId, now, leaseEndsAt)
  if (start.outcome !== 'started') {
    await smsDays.giveBack(day)
    return start
  }
  return handOver(dependencies, start.reissue, day, leaseEndsAt)
}

async function handOver(
  { sendings, smsDays, carrier, keys, election, clock }: Dependencies,
  reissue: Reissue,
  day: SmsDay,
  leaseEndsAt: Date,
): Promise<Sending> {
  const { reissueId, voterId } = reissue
  const identifier = deriveIdentifier(keys, voterId, reissueId)
  const handover = await carrier.send({
    phone: unsealPhone(keys, reissue),
    text: identifierSms(identifier, election.smsSignature),
  })
  if ('messageId' in handover) {
    const { messageId } = handover
    const identifierHash = hashIdentifier(keys, voterId, identifier)
    await sendings.complete(reissue, { identifierHash, messageId, at: clock() })
    return { outcome: 'sent', messageId }
  }
  if ('refused' in handover) {
    await sendings.fail(reissue, handover.refused, clock())
    await smsDays.giveBack(day)
    return { outcome: 'refused', failure: handover.refused }
  }
  await sendings.release(reissueId, leaseEndsAt, clock())
  await smsDays.giveBack(day)
  return { outcome: 'not-taken', why: handover.notTaken }
}

/** How often a request that waits for the next day looks whether the cap was raised. */
const holdSeconds = 3600

/** Keeps it for the next day, in the table: a queue would count each look at it as a failed try. */
async function hold(
  { sendings, smsDays, election, clock }: Dependencies,
  reissueId: string,
  day: SmsDay,
): Promise<Sending> {
  const { heldCount } = await smsDays.find(day)
  const expectedAt = heldUntil(heldCount + 1, election, day)
  const nextLook = secondsLater(clock(), holdSeconds)
  const until = new Date(Math.min(nextLook.getTime(), day.endsAt.getTime()))
  const isNew = await sendings.hold(reissueId, { day: day.day, until, expectedAt })
  if (isNew) await smsDays.countHeld(day)
  return { outcome: 'held', until }
}

interface Dependencies {
  reissues: Reissues
  sendings: Sendings
  smsDays: SmsDays
  carrier: SmsCarrier
  keys: Keys
  election: {
    smsSignature: string
    smsPerSecond: number
    smsDailyCap: number
    timeZone: string
  }
  /** Resolves when the rate allows one more SMS. */
  turn: () => Promise<void>
  clock: Clock
}
