import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { beforeEach, describe, expect, it } from 'vitest'
import { awsJournal } from '../../shared/adapters/aws-journal.ts'
import { now } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const logs = mockedClients(CloudWatchLogsClient)
const journal = awsJournal(new CloudWatchLogsClient({ region: 'eu-west-3' }), 'Reassort')
const [one, other] = [
  '0b0e7d04-6f0b-4a53-9a5a-2f6f7d1f7c11',
  '1c1f8e15-7a1c-4b64-8b6b-3a7a8e2a8d22',
] as const
const searches = () => logs.commandCalls(FilterLogEventsCommand).map(({ args }) => args[0].input)

beforeEach(() => {
  logs
    .on(DescribeLogGroupsCommand)
    .resolvesOnce({ logGroups: [{ logGroupName: 'Reassort-SendLogs1' }, {}], nextToken: 'next' })
    .resolvesOnce({ nextToken: 'next' })
    .resolves({ logGroups: [{ logGroupName: 'Reassort-AccessLogs2' }] })
  logs.on(FilterLogEventsCommand).resolves({ events: [] })
})

describe('the journal of some requests', () => {
  it("is searched in each group of the stack's, by their ids, from a moment on", async () => {
    expect(await journal.find([one, other], now)).toEqual([])
    const asked = { filterPattern: `?"${one}" ?"${other}"`, startTime: now.getTime() }
    expect(searches()).toHaveLength(2)
    expect(searches()).toMatchObject([
      { logGroupName: 'Reassort-SendLogs1', ...asked },
      { logGroupName: 'Reassort-AccessLogs2', ...asked },
    ])
    const [groups] = logs.commandCalls(DescribeLogGroupsCommand)
    expect(groups?.args[0].input).toMatchObject({ logGroupNamePrefix: 'Reassort-' })
  })

  it('is all pages of our own lines, with the fields of the journal alone', async () => {
    const line = { at: now.toISOString(), event: 'sms.not-taken', reissueId: one, why: 'Throttled' }
    const others = [
      'REPORT of Lambda that names nobody',
      JSON.stringify({ path: `/api/reissues/${one}`, ip: '198.51.100.7' }),
      JSON.stringify({ ...line, reissueId: 'of somebody else', queueMessageId: one }),
    ]
    logs
      .on(FilterLogEventsCommand, { logGroupName: 'Reassort-SendLogs1' })
      .resolvesOnce({ events: others.map((message) => ({ message })), nextToken: 'next' })
      .resolves({ events: [{ message: JSON.stringify({ ...line, phone: '+33612345678' }) }, {}] })
    expect(await journal.find([one], now)).toEqual([{ ...line, at: now }])
  })

  it('of many is searched by no pattern that CloudWatch would refuse', async () => {
    await journal.find(
      Array.from({ length: 40 }, () => one),
      now,
    )
    const patterns = searches().map(({ filterPattern = '' }) => filterPattern)
    expect(patterns.join(' ').split(' ')).toHaveLength(40 * 2)
    expect(Math.max(...patterns.map(({ length }) => length))).toBeLessThanOrEqual(1024)
  })
})
