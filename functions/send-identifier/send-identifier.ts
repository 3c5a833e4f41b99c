import { deriveIdentifier, hashIdentifier } from '../domain/identifier.ts'
import type { Keys } from '../domain/keys.ts'
import type { Clock, Sendings, SmsCarrier } from '../domain/ports.ts'
import { secondsLater, unsealPhone } from '../domain/reissue.ts'
import { identifierSms } from '../domain/sms.ts'

export type Sending =
  | { outcome: 'sent'; messageId: string }
  | { outcome: 'refused'; refusal: string }
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
  { sendings, carrier, keys, signature, clock }: Dependencies,
  reissueId: string,
): Promise<Sending> {
  const now = clock()
  const start = await sendings.start(reissueId, now, secondsLater(now, leaseSeconds))
  if (start.outcome !== 'started') return start
  const { reissue } = start

  const identifier = deriveIdentifier(keys, reissue.voterId, reissueId)
  const handover = await carrier.send({
    phone: unsealPhone(keys, reissue),
    text: identifierSms(identifier, signature),
  })
  if ('refused' in handover) {
    await sendings.fail(reissue, handover.refused, clock())
    return { outcome: 'refused', refusal: handover.refused }
  }
  const { messageId } = handover
  const identifierHash = hashIdentifier(keys, reissue.voterId, identifier)
  await sendings.complete(reissue, { identifierHash, messageId, at: clock() })
  return { outcome: 'sent', messageId }
}

interface Dependencies {
  sendings: Sendings
  carrier: SmsCarrier
  keys: Keys
  /** How the SMS is signed. */
  signature: string
  clock: Clock
}
