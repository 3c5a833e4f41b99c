import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { anSqsRecord, withSecondsLeft } from '../builders/sqs-records.ts'
import { withElection } from '../fakes/deployed-election.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { printedLines } from '../runtime/pipeline.ts'
import { resourcesOf, template, withoutHash } from '../stack/templates.ts'

const database = mockedClients(DynamoDBDocumentClient)
const sqs = mockedClients(SQSClient)
const { handler } = await withElection(() => import('../../functions/record-receipt/handler.ts'))

const lines = printedLines()
const printed = () => lines.map((line): { event: string; why?: string } => JSON.parse(line))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T09:00:00Z') })
  database.on(GetCommand).resolves({})
})

afterEach(() => void vi.useRealTimers())

const queue = resourcesOf(template, 'AWS::SQS::Queue').find(
  ([id]) => withoutHash(id) === 'ReceiptQueue',
)?.[1].Properties

const body = JSON.stringify({
  messageId: '34d9b400-c6dd-5444-8201-612345678901',
  at: '2026-11-25T09:00:00.000Z',
})

/** @returns the deliveries, and the age at the last */
async function deliverUntilDone(): Promise<{ receives: number; ageSeconds: number }> {
  const sentAt = Date.now()
  vi.setSystemTime(Date.now() + queue.DelaySeconds * 1000)
  for (let receives = 1; receives < 100; receives += 1) {
    const record = anSqsRecord(body, { receives, sentAt })
    const { batchItemFailures = [] } =
      (await handler({ Records: [record] }, withSecondsLeft(20))) ?? {}
    if (batchItemFailures.length === 0) {
      return { receives, ageSeconds: (Date.now() - sentAt) / 1000 }
    }
    const [hidden] = sqs.commandCalls(ChangeMessageVisibilityCommand).slice(-1)
    const seconds = hidden?.args[0].input.VisibilityTimeout ?? queue.VisibilityTimeout
    vi.setSystemTime(Date.now() + seconds * 1000)
  }
  throw new Error('The receipt came back for ever')
}

test.each([0, 0.5, 0.999])("another election's receipt is dropped in time (%d)", async (random) => {
  vi.spyOn(Math, 'random').mockReturnValue(random)
  const startedAt = Date.now()
  const askedAfterSeconds: number[] = []
  database.on(QueryCommand).callsFake(() => {
    askedAfterSeconds.push((Date.now() - startedAt) / 1000)
    return { Items: [] }
  })
  const { receives, ageSeconds } = await deliverUntilDone()
  // Two of the ten receives stay in reserve, in case one is lost.
  expect(receives).toBeLessThanOrEqual(8)
  // A sender may write the id of its SMS late: it runs for 30 seconds at most.
  expect(ageSeconds).toBeGreaterThanOrEqual(300)
  expect(askedAfterSeconds.filter((seconds) => seconds > 60).length).toBeGreaterThanOrEqual(3)
  expect(printed().filter(({ event }) => event === 'receipt.dropped')).toMatchObject([
    { why: 'unknown' },
  ])
  expect(printed().map(({ event }) => event)).not.toContain('receipt.recorded')
})

test('the receipt of an SMS to a known phone ends at its first delivery', async () => {
  const { messageId } = JSON.parse(body)
  database
    .on(QueryCommand)
    .resolves({ Items: [] })
    .on(GetCommand, { TableName: 'SmsDays', Key: { day: `phone-sms/${messageId}` } })
    .resolves({ Item: { smsCount: 1 } })
  expect((await deliverUntilDone()).receives).toBe(1)
  expect(printed()).toMatchObject([{ event: 'receipt.dropped', why: 'phone-sms' }])
})
