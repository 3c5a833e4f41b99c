import { gzipSync } from 'node:zlib'
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns'
import type { CloudWatchLogsLogEvent } from 'aws-lambda'
import { beforeEach, describe, expect, it, test } from 'vitest'
import { failureOf, readReceipts } from '../../functions/collect-receipts/collect-receipts.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { printedLines } from '../runtime/pipeline.ts'

process.env.RECEIPTS_TOPIC_ARN = 'arn:aws:sns:eu-west-3:1:receipts'
const { handler } = await import('../../functions/collect-receipts/handler.ts')

const sns = mockedClients(SNSClient)
const printed = printedLines()

beforeEach(() => {
  sns.on(PublishBatchCommand).resolves({ Successful: [], Failed: [] })
})

const messageType = 'DATA_MESSAGE'

const at = new Date('2026-11-25T09:02:07.123Z')

function aLog(
  status: 'SUCCESS' | 'FAILURE',
  providerResponse = 'Message has been accepted by phone',
  messageId = '1077257a-92f3-5ca3-bc97-6a915b310625',
): CloudWatchLogsLogEvent {
  const message = JSON.stringify({
    notification: { messageId, timestamp: '2026-11-25 09:02:05.000' },
    delivery: {
      phoneCarrier: 'An Operator',
      destination: '+33612345678',
      priceInUSD: 0.08,
      providerResponse,
    },
    status,
  })
  return { id: '1', timestamp: at.getTime(), message }
}

const messageId = '1077257a-92f3-5ca3-bc97-6a915b310625'

it.each([
  ['Blocked as spam by phone carrier', 'blocked'],
  ['Destination is on a blocked list', 'blocked'],
  ['Phone carrier has blocked this message', 'blocked'],
  ['Phone has blocked SMS', 'blocked'],
  ['Invalid phone number', 'invalid-number'],
  ['Phone carrier is currently unreachable/unavailable', 'unreachable'],
  ['Phone is currently unreachable/unavailable', 'unreachable'],
  ['Phone number is opted out', 'opted-out'],
  ['Unknown error attempting to reach phone', 'unknown'],
  ['', 'unknown'],
  ['Subscriber is suspended', 'unknown'],
  ['Mailbox quota exceeded', 'unknown'],
  ['+33612345678 is a teapot', 'unknown'],
])('a delivery log says in one word what the voter can act on: %s', (providerResponse, failure) => {
  expect(failureOf(providerResponse).failure).toBe(failure)
})

it.each([
  ['No quota left for account', 'account'],
  ['Monthly spend limit reached', 'account'],
  ['This delivery would exceed max price', 'territory'],
  ['Rate exceeded.', 'territory'],
  ['Message body is invalid', 'territory'],
])('a delivery log says whose limit kept SNS from sending: %s', (providerResponse, limit) => {
  const { receipts } = readReceipts({
    messageType,
    logEvents: [aLog('FAILURE', providerResponse)],
  })
  expect(receipts).toEqual([{ messageId, at, failure: 'service-limit', limit }])
})

it.each([
  '',
  'not JSON',
  '[]',
  '{"notification":{"messageId":"m"},"delivery":{},"status":"PENDING"}',
  '{"notification":{"messageId":""},"delivery":{},"status":"SUCCESS"}',
  '{"notification":{},"delivery":{},"status":"SUCCESS"}',
  '{"notification":{"messageId":"+33612345678"},"delivery":{},"status":"SUCCESS"}',
  '{"notification":{"messageId":"m"},"status":"SUCCESS"}',
  `{"notification":{"messageId":"${'m'.repeat(101)}"},"delivery":{},"status":"SUCCESS"}`,
])('a delivery log is read beside a malformed line: %s', (message) => {
  const unreadable = { id: '0', timestamp: at.getTime(), message }
  const { receipts, unreadCount } = readReceipts({
    messageType,
    logEvents: [unreadable, aLog('SUCCESS'), { ...aLog('SUCCESS'), timestamp: Number.NaN }],
  })
  expect(receipts).toEqual([{ messageId, at }])
  expect(unreadCount).toBe(2)
})

test('a control message of CloudWatch is no receipt, and no line that could not be read', () => {
  const check = {
    id: '',
    timestamp: at.getTime(),
    message: 'CWL CONTROL MESSAGE: Checking health of destination',
  }
  expect(readReceipts({ messageType: 'CONTROL_MESSAGE', logEvents: [check] })).toEqual({
    receipts: [],
    unreadCount: 0,
  })
})

describe('the collector of receipts', () => {
  const deliver = (logEvents: CloudWatchLogsLogEvent[]) =>
    handler({
      awslogs: { data: gzipSync(JSON.stringify({ messageType, logEvents })).toString('base64') },
    })

  const sent = () =>
    sns
      .commandCalls(PublishBatchCommand)
      .flatMap(({ args }) => args[0].input.PublishBatchRequestEntries ?? [])
      .map(({ Message }) => String(Message))

  it('publishes each, ten at a time', async () => {
    const ids = Array.from({ length: 23 }, (_, index) => `${messageId.slice(0, -2)}${10 + index}`)
    const logs = ids.map((id) => aLog('SUCCESS', '', id))
    await deliver(logs)
    expect(sns.commandCalls(PublishBatchCommand)).toHaveLength(3)
    expect(sent().map((body) => JSON.parse(body).messageId)).toEqual(ids)
  })

  it('lets no number, no carrier and no price through, neither to the topic nor to the journal', async () => {
    await deliver([aLog('SUCCESS'), aLog('FAILURE', 'Invalid phone number: +33612345678')])
    expect(sent()).toEqual([
      JSON.stringify({ messageId, at }),
      JSON.stringify({ messageId, at, failure: 'invalid-number' }),
    ])
    expect([...sent(), ...printed].join()).not.toMatch(/612345678|Operator|0\.08/)
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'receipts.collected', count: 2, unreadable: 0 },
    ])
  })

  it('publishes nothing when there is nothing', async () => {
    await deliver([])
    expect(sns.commandCalls(PublishBatchCommand)).toHaveLength(0)
  })

  it.each([
    ['the topic is down', () => sns.on(PublishBatchCommand).rejects(new Error('+33612345678'))],
    [
      'the topic refuses one',
      () =>
        sns.on(PublishBatchCommand).resolves({
          Failed: [{ Id: '0', SenderFault: false, Code: 'InternalError' }],
        }),
    ],
  ])('fails, so that Lambda retries, when %s, and says no more', async (_, arrange) => {
    arrange()
    await expect(deliver([aLog('SUCCESS')])).rejects.toThrow('The receipts could not be collected')
    expect(printed.join()).not.toContain('612345678')
  })
})
