import type { SQSEvent, SQSRecord } from 'aws-lambda'
import fc from 'fast-check'
import { messageSchemas } from '../../shared/adapters/sqs-dead-letters.ts'
import {
  mailEventMessage,
  mailEventPaths,
  mailEventTypes,
} from '../../shared/contract/mail-events.ts'
import { mailMessage } from '../../shared/contract/queue-messages.ts'
import { accountNotificationKinds } from '../../shared/domain/account/account-notifications.ts'
import { phoneSmsKinds } from '../../shared/domain/account/known-phone-sms.ts'
import { smsFailures } from '../../shared/domain/sms/sms-delivery.ts'
import { anSqsRecord } from '../builders/sqs-records.ts'
import type { FuzzedRun } from './fuzzed-run.ts'
import { almostRight, hostileBytes, hostileJson } from './hostile-values.ts'

export interface QueueCase {
  functionName: string
  event: SQSEvent
}

export function queueCases({ app, sentId }: FuzzedRun): fc.Arbitrary<QueueCase> {
  const batch = fc.array(recordOf(sentId), { minLength: 1, maxLength: 5 })
  return fc
    .record({ consumer: fc.constantFrom(...app.consumers), batch })
    .map(({ consumer: { functionName, queue }, batch }) => ({
      functionName,
      event: {
        Records: batch.map((record, index) => ({
          ...record,
          messageId: `message-${index}`,
          eventSourceARN: queue.arn,
        })),
      },
    }))
}

function recordOf(sentId: string): fc.Arbitrary<SQSRecord> {
  return fc
    .record({ body: bodies(sentId), age: fc.constantFrom(0, 1000, 400), count: fc.nat(12) })
    .map(({ body, age, count }) =>
      anSqsRecord(body, { receives: count + 1, sentAt: Date.now() - age * 1000 }),
    )
}

function bodies(sentId: string): fc.Arbitrary<string> {
  const reissueIds = fc.oneof(fc.constant(sentId), fc.uuid())
  const voterIds = fc.stringMatching(/^[A-Za-z0-9_-]{22}$/)
  const at = fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') })
    .map((date) => date.toISOString())
  const right: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
    fc.record({ reissueId: reissueIds }),
    fc.record({ news: fc.constantFrom(...accountNotificationKinds), voterId: voterIds, at }),
    fc.record({ voterId: voterIds, requestedAt: at }),
    fc.record({ voterId: voterIds, sms: fc.constantFrom(...phoneSmsKinds), id: reissueIds }),
    mailEvents(voterIds, reissueIds, at),
    fc.record({ messageId: fc.uuid(), failure: fc.constantFrom(...smsFailures), at }),
  )
  return fc.oneof(
    { weight: 3, arbitrary: right.map((message) => JSON.stringify(message)) },
    { weight: 3, arbitrary: right.chain(almostRight) },
    { weight: 2, arbitrary: hostileJson },
    { weight: 1, arbitrary: hostileBytes.map((bytes) => bytes.toString()) },
  )
}

/** The EventBridge rule writes an empty text for a missing field. */
function mailEvents(...[addressId, reissueId, at]: fc.Arbitrary<string>[]) {
  const word = fc.constantFrom('', 'Permanent', 'General', '5.1.1', 'MailboxFull', 'null')
  const words = Object.keys(mailEventPaths).map((name) => [name, word])
  return fc.record({
    ...Object.fromEntries(words),
    eventType: fc.constantFrom(...Object.values(mailEventTypes)),
    addressId,
    reissueId: fc.oneof(fc.constant(''), reissueId as fc.Arbitrary<string>),
    mailedAt: at,
    at,
  }) as fc.Arbitrary<Record<string, unknown>>
}

export function isReadable(body: string): boolean {
  try {
    const json: unknown = JSON.parse(body)
    return [mailMessage, mailEventMessage, ...messageSchemas].some(
      (schema) => schema.safeParse(json).success,
    )
  } catch {
    return false
  }
}
