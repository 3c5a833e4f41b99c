// A changed format strands a running election: queues, logs and handsets hold what the previous version wrote. A new
// form must be read in addition to the old one.
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type * as z from 'zod/mini'
import { publishReceipts } from '../../shared/adapters/sms/sns-receipt-topic.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import {
  mailMessage,
  passwordLinkMessage,
  receiptMessage,
} from '../../shared/contract/queue-messages.ts'
import { reissueMessage } from '../../shared/contract/sms-message.ts'
import { heldByLimit, reissueStates } from '../../shared/domain/reissue/reissue.ts'
import { smsFailures } from '../../shared/domain/sms/sms-delivery.ts'
import { noticeSource } from '../../shared/domain/voter/voter.ts'
import { journal } from '../../shared/runtime/journal.ts'

const at = new Date('2026-11-25T09:00:00.123Z')
const voterId = 'hhlTrFZr21360KfSrQWo9F'
const reissueId = '0f8e6a52-3c1b-4d7e-9a64-2b5f7c8d9e01'
const messageId = '1077257a-92f3-5ca3-bc97-6a915b310625'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a message', () => {
  const client = new SQSClient({ region: 'eu-west-3' })
  const sqs = mockClient(client)
  const topicClient = new SNSClient({ region: 'eu-west-3' })
  const sns = mockClient(topicClient)

  const kinds: [string, z.ZodMiniType, object, string][] = [
    ['for the sender of SMS', reissueMessage, { reissueId }, `{"reissueId":"${reissueId}"}`],
    ['about a request', mailMessage, { reissueId }, `{"reissueId":"${reissueId}"}`],
    [
      'about a new password',
      mailMessage,
      { news: 'password-set', voterId, at },
      `{"news":"password-set","voterId":"${voterId}","at":"2026-11-25T09:00:00.123Z"}`,
    ],
    [
      'about a refused request',
      mailMessage,
      { news: 'both-factors-lost', voterId, at },
      `{"news":"both-factors-lost","voterId":"${voterId}","at":"2026-11-25T09:00:00.123Z"}`,
    ],
    [
      'for a link',
      passwordLinkMessage,
      { voterId, requestedAt: at },
      `{"voterId":"${voterId}","requestedAt":"2026-11-25T09:00:00.123Z"}`,
    ],
    [
      'about a received SMS',
      receiptMessage,
      { messageId, at },
      `{"messageId":"${messageId}","at":"2026-11-25T09:00:00.123Z"}`,
    ],
    [
      'about a failed SMS',
      receiptMessage,
      { messageId, at, failure: 'unreachable' },
      `{"messageId":"${messageId}","at":"2026-11-25T09:00:00.123Z","failure":"unreachable"}`,
    ],
  ]

  it.each(kinds)('%s is read from this text', (_, schema, message, body) => {
    expect(schema.parse(JSON.parse(body))).toEqual(message)
  })

  it.each(kinds)('%s is written as this text', async (_, schema, message, body) => {
    sqs.reset()
    sqs.on(SendMessageCommand).resolves({})
    if (schema === receiptMessage) {
      sns.reset()
      sns.on(PublishBatchCommand).resolves({})
      const receipts = [{ messageId, at, ...message }]
      await publishReceipts(topicClient, 'arn:aws:sns:eu-west-3:1:receipts', receipts)
      const [sent] = sns.commandCalls(PublishBatchCommand)
      expect(sent?.args[0].input.PublishBatchRequestEntries?.[0]?.Message).toBe(body)
    } else {
      await sqsQueue(client, 'https://sqs.example/queue').put(message)
      const [sent] = sqs.commandCalls(SendMessageCommand)
      expect(sent?.args[0].input.MessageBody).toBe(body)
    }
  })
})

it('a line of the journal is this one, which the saved queries read', () => {
  vi.useFakeTimers({ now: at })
  const print = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  journal({
    event: 'identifier.sent',
    reissueId,
    messageId,
    territory: 'FR',
    seconds: 121,
    inTime: true,
  })
  expect(print.mock.calls).toEqual([
    [
      `{"at":"2026-11-25T09:00:00.123Z","event":"identifier.sent","reissueId":"${reissueId}","messageId":"${messageId}","territory":"FR","seconds":121,"inTime":true}\n`,
    ],
  ])
})

describe('the words that tables hold', () => {
  it('are these for the identifier of a notice, and for a request that the breaker holds', () => {
    expect([noticeSource, heldByLimit]).toEqual(['notice', 'limit'])
  })

  it('are these states and failures for a request', () => {
    expect(reissueStates).toEqual([
      'accepted',
      'held',
      'sending',
      'sent',
      'delivered',
      'failed',
      'cancelled',
    ])
    expect(smsFailures).toEqual([
      'invalid-number',
      'opted-out',
      'blocked',
      'unreachable',
      'service-limit',
      'unknown',
    ])
  })
})
