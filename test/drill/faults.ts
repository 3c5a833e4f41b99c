import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineName } from '../../local/function-endpoints.ts'
import type { SnsError } from '../../local/handset.ts'
import type { Local } from '../../local/run.ts'
import type { LocalRun } from '../journey/local-run.ts'
import { putOnQueue } from '../journey/queued-sms.ts'
import { type Chance, startChance } from './chance.ts'
import {
  type CallFate,
  type FaultyProxy,
  type Refusal,
  startFaultyProxy,
  transactionInProgress,
} from './faulty-proxy.ts'

/** How often what goes wrong, as shares of 1. */
const shares = {
  callFails: 0.03,
  answerIsLost: 0.02,
  /** Of the writes of one item: another transaction is at it. */
  writeConflicts: 0.05,
  /** Of the transactions. */
  transactionIsThrottled: 0.1,
  transactionStaysInProgress: 0.02,
  snsFails: 0.2,
  smsAnswerIsLost: 0.03,
  optedOut: 0.01,
  redelivered: 0.1,
}

/** How long after a request its message comes a second time. */
const redeliveryMilliseconds = [0, 8000] as const

const killEveryMilliseconds = [200, 500] as const

/** All that goes wrong, but for what carriers say: their receipts are apart. */
export interface Faults {
  counts: ReadonlyMap<string, number>
  /** Puts a way that fails between the functions and an engine. */
  proxyEndpoint(endpoint: string, engine: EngineName): Promise<string>
  /** From now on SNS fails, and functions die, every so often. */
  begin(run: LocalRun): void
  /** A request was accepted: its message may come twice. */
  accepted(reissueId: string): void
  /** Nothing goes wrong any more. */
  end(): Promise<void>
  /** Takes the ways away, once the run is over. */
  close(): Promise<void>
}

export function startFaults(seed: number): Faults {
  const counts = new Map<string, number>()
  const ways: FaultyProxy[] = []
  const redeliveries: Promise<void>[] = []
  const ending = new AbortController()
  const redelivery = startChance(seed, 'redelivery')
  let active: LocalRun | undefined
  let killing: Promise<void> | undefined
  const happened = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1)

  function fateOn(engine: EngineName): (operation: string | undefined) => CallFate {
    const chance = startChance(seed, engine)
    // What SNS answers is the handset's to say: on the way its answers are only lost.
    const failing = engine === 'sns' ? 0 : shares.callFails
    const losing = engine === 'sns' ? shares.smsAnswerIsLost : shares.answerIsLost
    return (operation) => {
      if (!active) return 'passed'
      const drawn = chance.next()
      if (drawn >= failing + losing) {
        const refusal = refusalOf(operation, drawn - failing - losing)
        if (refusal) happened(`${engine}: ${refusal.__type}`)
        return refusal ?? 'passed'
      }
      const fate = drawn < failing ? 'failed' : 'answer-lost'
      happened(`${engine}: ${fate === 'failed' ? 'calls failed' : 'answers lost'}`)
      return fate
    }
  }

  return {
    counts,
    async proxyEndpoint(endpoint, engine) {
      const way = await startFaultyProxy(endpoint, fateOn(engine))
      ways.push(way)
      return way.endpoint
    },
    begin(run) {
      active = run
      run.handset.refuse = failingSns(seed, () => active !== undefined, happened)
      killing = killAtRandom(run, {
        chance: startChance(seed, 'killing'),
        killed: (step) => happened(`killed: ${step}`),
        ending: ending.signal,
      })
    },
    accepted(reissueId) {
      const run = active
      if (!run || !redelivery.happens(shares.redelivered)) return
      happened('sqs: redeliveries')
      const milliseconds = redelivery.between(...redeliveryMilliseconds)
      const waiting = sleep(milliseconds, undefined, { signal: ending.signal }).catch(() => {})
      redeliveries.push(waiting.then(() => putOnQueue(run, 'SMS_QUEUE_URL', { reissueId })))
    },
    async end() {
      active = undefined
      ending.abort()
      await Promise.all([killing, ...redeliveries])
    },
    async close() {
      await Promise.all(ways.map((way) => way.close()))
    },
  }
}

/** What DynamoDB refuses for a moment, and no embedded engine does. */
function refusalOf(operation: string | undefined, drawn: number): Refusal | undefined {
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return drawn < shares.writeConflicts ? { __type: 'TransactionConflictException' } : undefined
    case 'TransactWriteItems': {
      const { transactionIsThrottled: throttled, transactionStaysInProgress: stuck } = shares
      if (drawn < throttled) {
        const CancellationReasons = [{ Code: 'ThrottlingError' }]
        return { __type: 'TransactionCanceledException', CancellationReasons }
      }
      return drawn < throttled + stuck ? { __type: transactionInProgress } : undefined
    }
    default:
      return undefined
  }
}

/** A number that opted out stays so; all else passes. */
function failingSns(
  seed: number,
  isActive: () => boolean,
  happened: (kind: string) => void,
): (phone: string) => SnsError | undefined {
  const chance = startChance(seed, 'publish')
  return (phone) => {
    if (startChance(seed, phone).happens(shares.optedOut)) {
      happened('sns: opted out')
      return { status: 400, code: 'OptedOut', message: 'Phone number is opted out' }
    }
    if (!isActive() || !chance.happens(shares.snsFails)) return undefined
    const error = chance.happens(0.5)
      ? { status: chance.happens(0.5) ? 400 : 429, code: 'Throttled', message: 'Rate exceeded' }
      : { status: 500, code: 'InternalError', message: 'A fault of the drill' }
    happened(`sns: ${error.code}`)
    return error
  }
}

async function killAtRandom(
  run: Local,
  options: {
    chance: Chance
    killed: (step: string) => void
    ending: AbortSignal
  },
): Promise<void> {
  const { chance, killed, ending } = options
  // By rounds, so that even a short drill kills each of them.
  for (let round: Victim[] = []; !ending.aborted; ) {
    if (round.length === 0) round = inRandomOrder(victimsOf(run), chance)
    await sleep(chance.between(...killEveryMilliseconds), undefined, { signal: ending }).catch(
      () => {},
    )
    const victim = round.pop()
    if (ending.aborted || !victim) return
    const { step, functionName } = victim
    if (step === 'requeue-overdue-reissues') await startSweep(run, functionName, chance)
    await run.lambdas.kill(functionName)
    killed(step)
  }
}

function inRandomOrder<Item>(items: readonly Item[], { next }: Chance): Item[] {
  return items
    .map((item) => ({ item, place: next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}

/** It runs once a minute, and would seldom be at work when it dies. */
async function startSweep(run: Local, functionName: string, chance: Chance): Promise<void> {
  run.lambdas.invoke(functionName, {}).catch(() => {})
  await sleep(chance.between(0, 500))
}

interface Victim {
  step: string
  functionName: string
}

const killable = [
  'send-identifier',
  'confirm-by-email',
  'tell-by-email',
  'record-receipt',
  'request-reissue',
  'requeue-overdue-reissues',
]

/** `Delivery-SendIdentifier` is `send-identifier`: functions are named after their place in the stack. */
function victimsOf({ app }: Pick<Local, 'app'>): Victim[] {
  return killable.map((step) => {
    const plain = step.replaceAll('-', '')
    const found = app.functions.find(({ name }) => name.toLowerCase().endsWith(plain))
    if (!found) throw new Error(`No function of the app runs ${step}`)
    return { step, functionName: found.name }
  })
}
