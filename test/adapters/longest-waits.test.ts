import {
  DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { toReissueItem } from '../../shared/tables/reissues.ts'
import { toVoterItem } from '../../shared/tables/voters.ts'
import { usualPorts } from '../builders/journey-steps.ts'
import { aReceivedMessage, aReissue, bothClocks, now } from '../builders/values.ts'
import { aForm, aSignedInVoter, password } from '../builders/voters.ts'
import { inMemoryQueue } from '../fakes/channels.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { dynamoTables, tableNames } from './dynamo-tables.ts'

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

const { maxAttempts, requestHandler } = clientDefaults

/** As long as all the SDK's tries of one call may last. */
const sdkMilliseconds = {
  hangs: maxAttempts * requestHandler.requestTimeout + 50,
  throttled: 1000,
  /** The first try hangs, the second is told that the first is in progress. */
  stuck: requestHandler.requestTimeout + 1000,
  refused: 0,
}

type Fault = (
  isTransaction: boolean,
) => { lasts: keyof typeof sdkMilliseconds; error: Error } | undefined

const refused = (name: string) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: {}, message: '' })
const cancelled = (Code: string) =>
  new TransactionCanceledException({ $metadata: {}, message: '', CancellationReasons: [{ Code }] })

const faults: Record<string, Fault> = {
  hangs: () => ({
    lasts: 'hangs',
    error: Object.assign(new Error('no answer'), { name: 'TimeoutError' }),
  }),
  'is throttled': (isTransaction) =>
    isTransaction
      ? { lasts: 'refused', error: cancelled('ThrottlingError') }
      : { lasts: 'throttled', error: refused('ThrottlingException') },
  'conflicts with other transactions': (isTransaction) => ({
    lasts: 'refused',
    error: isTransaction
      ? cancelled('TransactionConflict')
      : refused('TransactionConflictException'),
  }),
}

const stuck: Fault = (isTransaction) =>
  isTransaction
    ? { lasts: 'stuck', error: new TransactionInProgressException({ $metadata: {}, message: '' }) }
    : undefined

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
const dynamo = mockClient(database)
const tables = dynamoTables(database, tableNames)
const reissue = aReissue()
const known = inMemoryTables()
const voter = await aSignedInVoter(known)
const form = await aForm(known, voter)
const enrolled = known.look.voter(voter.voterId)

function failFrom(first: number, fault: Fault): void {
  let calls = 0
  dynamo.onAnyCommand().callsFake(async (input) => {
    const met = ++calls >= first ? fault('TransactItems' in input) : undefined
    if (met) {
      await sleep(sdkMilliseconds[met.lasts])
      throw met.error
    }
    if (input.TableName === 'Voters') return { Item: toVoterItem(enrolled) }
    if (input.TableName === 'Reissues') {
      return 'UpdateExpression' in input
        ? { Attributes: toReissueItem({ ...reissue, state: 'sending' }) }
        : { Item: toReissueItem(reissue) }
    }
    return 'UpdateExpression' in input ? { Attributes: { freeAt: 0, reserved: 1 } } : {}
  })
}

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  let isOver = false
  const began = performance.now()
  const running = run()
    .catch(() => {})
    .finally(() => {
      isOver = true
    })
  while (!isOver) {
    // A password is compared in a thread of its own, which takes no time here.
    await new Promise(setImmediate)
    if (vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync()
  }
  await running
  return (performance.now() - began) / 1000
}

const ports = () => ({ ...usualPorts(tables), clock: () => bothClocks(Date.now()), pause: sleep })

async function send() {
  await sleep(1000)
  return { messageId: 'sms-1' }
}

/** Each with its function's timeout. */
const runs: [string, seconds: number, () => Promise<unknown>][] = [
  [
    'a request',
    25,
    () =>
      requestReissue(
        { ...ports(), queues: [inMemoryQueue(), inMemoryQueue()] },
        { session: voter.session, form },
      ),
  ],
  [
    'a sign-in',
    25,
    () =>
      signIn(ports(), {
        ...{ email: voter.email, password, deviceCookie: undefined, clientNetwork: '198.51.100.7' },
      }),
  ],
  [
    'a sender',
    30,
    () => sendIdentifier({ ...ports(), carrier: { send } }, reissue.reissueId, aReceivedMessage()),
  ],
]

beforeEach(() => {
  dynamo.reset()
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  // The longest wait of each kind.
  vi.spyOn(Math, 'random').mockReturnValue(1)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function longestSeconds(fault: Fault, run: () => Promise<unknown>): Promise<number> {
  let longest = 0
  for (let first = 1; first <= 12; first++) {
    const times: number[] = []
    // A timer of somebody else's, whom files share a process with, only makes one of the two longer.
    for (const _ of ['once', 'again']) {
      dynamo.reset()
      failFrom(first, fault)
      times.push(await secondsOf(run))
    }
    longest = Math.max(longest, Math.min(...times))
  }
  return longest
}

/** A function that starts has read its secrets before. */
const secretsSeconds = sdkMilliseconds.hangs / 1000

// Else Lambda ends it in the middle, and it neither answers nor gives back what it took.
describe.each(Object.entries(faults))('when a table %s', (_, fault) => {
  it.each(runs)('%s ends within its %d s, whichever call fails first', async (_, most, run) => {
    const longest = await longestSeconds(fault, run)
    expect(longest).toBeGreaterThan(2)
    expect(longest).toBeLessThan(most - secretsSeconds)
  })
})

describe('when transactions stay in progress', () => {
  const transacting = runs.filter(([name]) => name !== 'a sign-in')

  it.each(transacting)('%s ends within its %d s, whichever is the first', async (_, most, run) => {
    const longest = await longestSeconds(stuck, run)
    expect(longest).toBeGreaterThan(7)
    expect(longest).toBeLessThan(most - secretsSeconds)
  })
})

// What is given up then is an SMS that leaves a second time.
it('a sender whose SMS left goes on trying when others have long given up', async () => {
  const [, , send] = runs.find(([name]) => name === 'a sender') ?? []
  const throttled = faults['is throttled']
  if (!send || !throttled) throw new Error('There is no such run')
  expect(await longestSeconds(throttled, send)).toBeGreaterThan(8)
})
