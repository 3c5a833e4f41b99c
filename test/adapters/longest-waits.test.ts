import {
  DynamoDBServiceException,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { useCaseRuns } from '../builders/use-case-runs.ts'
import { bothClocks, now } from '../builders/values.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { sized } from '../size.ts'

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

const { maxAttempts, requestHandler } = clientDefaults

const sdkMilliseconds = {
  hangs: maxAttempts * requestHandler.requestTimeout + 50,
  throttled: 1000,
  /** The first try hangs, the second is refused because the first is in progress. */
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

const faults = {
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
  'keeps its transactions in progress': (isTransaction) =>
    isTransaction
      ? {
          lasts: 'stuck',
          error: new TransactionInProgressException({ $metadata: {}, message: '' }),
        }
      : undefined,
} satisfies Record<string, Fault>

let failure: { first: number; fault: Fault } | undefined
let calls = 0

const runs = useCaseRuns(
  inMemoryTables().through(async ({ input }, run) => {
    const met =
      failure && ++calls >= failure.first ? failure.fault('TransactItems' in input) : undefined
    if (!met) return run()
    await sleep(sdkMilliseconds[met.lasts])
    throw met.error
  }),
  undefined,
  {
    pause: sleep,
    clockFrom(instant) {
      const began = Date.now()
      return () => secondsLater(bothClocks(instant), (Date.now() - began) / 1000)
    },
  },
)

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  let isOver = false
  const began = performance.now()
  const running = run()
    .catch(() => {})
    .finally(() => {
      isOver = true
    })
  while (!isOver) {
    // Passwords are compared in a thread, which takes no fake time.
    await new Promise(setImmediate)
    if (vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync()
  }
  await running
  return (performance.now() - began) / 1000
}

/** Seconds; each function's timeout less one for the SMS or the mail. */
const mostSeconds = 24

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  vi.spyOn(Math, 'random').mockReturnValue(1)
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function longestSeconds(fault: Fault, name: keyof typeof runs): Promise<number> {
  let longest = 0
  for (let first = 1; first === 1 || calls >= first - 1; first++) {
    const times: number[] = []
    // A foreign timer of the shared process can only lengthen one of the two runs.
    for (const _ of ['once', 'again']) {
      failure = undefined
      const run = await runs[name][1]()
      calls = 0
      failure = { first, fault }
      times.push(await secondsOf(run))
    }
    longest = Math.max(longest, Math.min(...times))
  }
  failure = undefined
  return longest
}

/** A cold start reads its secrets first. */
const secretsSeconds = sdkMilliseconds.hangs / 1000

const names = Object.keys(runs) as (keyof typeof runs)[]

// Otherwise Lambda's timeout kills it before it answers and returns what it reserved.
describe.each(Object.entries(faults))('when a table %s', (kind, fault) => {
  const isPlayed = (_: unknown, index: number) => (index + kind.length) % sized(2, 1) === 0
  it.each(names.filter(isPlayed))(
    '%s ends before its timeout, whichever call fails first',
    async (name) => {
      expect(await longestSeconds(fault, name)).toBeLessThan(mostSeconds - secretsSeconds)
    },
  )

  it('a request goes on for some seconds', async () => {
    expect(await longestSeconds(fault, 'request')).toBeGreaterThan(2)
  })
})

it('a sender whose SMS left goes on trying when others have long given up', async () => {
  expect(await longestSeconds(faults['is throttled'], 'smsSent')).toBeGreaterThan(8)
})
