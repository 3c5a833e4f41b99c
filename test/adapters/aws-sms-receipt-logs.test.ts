import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import { beforeEach, expect, test } from 'vitest'
import { awsSmsReceiptLogs } from '../../shared/adapters/sms/aws-sms-receipt-logs.ts'
import { now } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const logs = mockedClients(CloudWatchLogsClient)
const group = 'sns/eu-west-3/123456789012/DirectPublishToPhoneNumber'
const receiptLogs = awsSmsReceiptLogs(new CloudWatchLogsClient({ region: 'eu-west-3' }), group)
const messageId = '1077257a-92f3-5ca3-bc97-6a915b310625'
const find = () => receiptLogs.find(messageId, now)

beforeEach(() => {
  logs.on(FilterLogEventsCommand).resolves({ events: [] })
})

const oneLog = (status: string, delivery: object) => ({
  events: [{ message: JSON.stringify({ notification: { messageId }, delivery, status }) }],
})

test('the receipt of a test SMS is looked for in both groups, from the moment of the SMS on', async () => {
  expect(await find()).toBeUndefined()
  const query = { filterPattern: `"${messageId}"`, startTime: now.getTime() }
  expect(logs.commandCalls(FilterLogEventsCommand).map(({ args }) => args[0].input)).toEqual([
    { logGroupName: group, ...query },
    { logGroupName: `${group}/Failure`, ...query },
  ])
})

test('the receipt of a test SMS tells that a carrier took it, and its price', async () => {
  logs
    .on(FilterLogEventsCommand, { logGroupName: group })
    .resolves(oneLog('SUCCESS', { providerResponse: 'accepted', priceInUSD: 0.0754 }))
  expect(await find()).toEqual({ isSent: true, response: 'accepted', priceUsd: 0.0754 })
})

test('the receipt of a test SMS is found behind an empty page', async () => {
  const inGroup = logs.on(FilterLogEventsCommand, { logGroupName: group })
  inGroup.resolves({ events: [], nextToken: 'more' })
  logs
    .on(FilterLogEventsCommand, { logGroupName: group, nextToken: 'more' })
    .resolves(oneLog('SUCCESS', {}))
  expect(await find()).toMatchObject({ isSent: true })
})

test('the receipt of a test SMS tells why it was not sent', async () => {
  logs
    .on(FilterLogEventsCommand, { logGroupName: `${group}/Failure` })
    .resolves(oneLog('FAILURE', { providerResponse: 'This delivery would exceed max price' }))
  expect(await find()).toMatchObject({
    isSent: false,
    response: 'This delivery would exceed max price',
  })
})

test('the receipt of a test SMS may tell no answer of the carrier, and is none in a line without text', async () => {
  const inGroup = logs.on(FilterLogEventsCommand, { logGroupName: group })
  inGroup.resolves(oneLog('SUCCESS', {}))
  expect(await find()).toEqual({ isSent: true, response: '', priceUsd: undefined })
  inGroup.resolves({ events: [{}] })
  expect(await find()).toBeUndefined()
  inGroup.resolves({})
  expect(await find()).toBeUndefined()
})

test('the receipt of a test SMS is not there yet while SNS has made no group for it', async () => {
  const absent = new ResourceNotFoundException({ message: 'no group', $metadata: {} })
  logs.on(FilterLogEventsCommand, { logGroupName: `${group}/Failure` }).rejects(absent)
  expect(await find()).toBeUndefined()
  logs.on(FilterLogEventsCommand).rejects(new Error('no right'))
  await expect(find()).rejects.toThrow('no right')
})
