import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { type Handset, startHandset, type Text } from '../../local/sms/handset.ts'
import { startReceipts } from '../../local/sms/receipts.ts'
import { eventually } from '../journey/local-run.ts'
import { place } from '../stack/read-stacks.ts'

const successes = 'sns/eu-west-3/000000000000/DirectPublishToPhoneNumber'
const failures = `${successes}/Failure`
const unreachable = 'Phone is currently unreachable/unavailable'

// biome-ignore lint/suspicious/noExplicitAny: what SNS writes is what the tests are about.
type Call = { logs: CloudWatchLogsDecodedData; line: any }

function start(fate: ReturnType<Handset['receiptOf']>, delayMilliseconds = 0) {
  const calls: Call[] = []
  const receipts = startReceipts({
    app: {
      place,
      receiptCollector: {
        filterName: 'Receipts',
        logGroups: { SUCCESS: successes, FAILURE: failures },
        functionName: 'Collect',
        hidden: /\+[0-9]{6,15}/g,
      },
    },
    lambdas: {
      async invoke(_, event) {
        const { data } = (event as CloudWatchLogsEvent).awslogs
        const logs = JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString())
        calls.push({ logs, line: JSON.parse(logs.logEvents[0].message) })
      },
    },
    fateOf: () => fate,
    delayMilliseconds,
  })
  onTestFinished(receipts.stop)
  return { receipts, calls }
}

const text: Text = {
  phone: '+33612345678',
  body: 'Bonjour',
  at: '2026-11-25T09:00:00.123Z',
  messageId: 'one',
}

describe('a receipt', () => {
  it.each([
    ['SUCCESS', 'SUCCESS', successes, 'Message has been accepted by phone'],
    ['FAILURE', { failure: unreachable }, failures, unreachable],
  ] as const)(
    'goes to the group of %s, its number hidden as CloudWatch is told to',
    async (status, fate, logGroup, providerResponse) => {
      const { receipts, calls } = start(fate)
      receipts.expect(text)
      await eventually('the receipt comes', () => calls.length === 1)
      const [{ logs, line }] = calls as [Call]
      expect(logs).toMatchObject({ logGroup, subscriptionFilters: ['Receipts'] })
      expect(line).toMatchObject({
        status,
        notification: { messageId: 'one' },
        delivery: { destination: '************', providerResponse },
      })
    },
  )

  it('does not come before its delay, nor once the run is over', async () => {
    const { receipts, calls } = start('SUCCESS', 300)
    receipts.expect(text)
    await sleep(150)
    expect(calls).toEqual([])
    receipts.stop()
    await sleep(300)
    expect(calls).toEqual([])
  })
})

it('the handset gives an SMS that is sent again the fate of the first: its sender knows of the second only', async () => {
  const handset = await startHandset({ port: 0, voters: () => [], deployment: () => undefined })
  onTestFinished(handset.close)
  const taken: Text[] = []
  handset.onAccepted = (one) => taken.push(one)
  const sns = new SNSClient({ ...clientDefaults, endpoint: handset.endpoint })
  onTestFinished(() => sns.destroy())
  const body = new URLSearchParams({ phone: '+33612345678' })
  await fetch(`${handset.endpoint}/unreachable`, { method: 'POST', body })
  for (const Message of ['Bonjour', 'Bonjour', 'Bonsoir'])
    await sns.send(new PublishCommand({ PhoneNumber: '+33612345678', Message }))
  expect(taken.map(handset.fateOf)).toEqual([
    { failure: unreachable },
    { failure: unreachable },
    'SUCCESS',
  ])
})
