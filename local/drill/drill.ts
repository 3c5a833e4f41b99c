import { setTimeout as sleep } from 'node:timers/promises'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { type Asked, askAll, askersOf } from './asking.ts'
import { type CarrierReceipts, startCarrierReceipts } from './carrier-receipts.ts'
import { startChance } from './chance.ts'
import { type DrillRun, startDrillRun } from './drill-run.ts'
import {
  bodiesIn,
  deadLetters,
  mailedAddresses,
  putSms,
  queueOf,
  readPhones,
  readReissues,
  readVoters,
} from './evidence.ts'
import { fastForward } from './fast-forward.ts'
import { type Faults, startFaults } from './faults.ts'
import { keptPromises, mostInOneSecond, receivedTwice } from './figures.ts'
import { isOver, type Violations, violationsOf } from './verdict.ts'

export interface DrillOptions {
  /** 20 at least. */
  voters: number
  seed: number
  smsPerSecond: number
  /** Gives up after so long. */
  minutes: number
  killEveryMilliseconds?: readonly [number, number]
  /** Does not wait for the queues' timeouts nor for the leases of senders that died. */
  fastForwarded?: boolean
  progress?: (line: string) => void
  /** Gives up now. */
  ending?: AbortSignal
  /** Receives each line that a function writes. */
  writeLine?: (functionName: string, line: string) => void
}

export interface DrillReport {
  violations: Violations
  /** Nothing was due any more. Otherwise it gave up, and the rest is how things stood then. */
  isSettled: boolean
  accepted: number
  /** More answers than voters: failures, lost answers, and what came of them. */
  tries: number
  refusals: Record<string, number>
  states: Record<string, number>
  smsReceived: number
  receivedTwice: number
  promises: { kept: number; received: number }
  mostInOneSecond: number
  deadLetters: number
  faults: Record<string, number>
  receipts: Record<string, number>
  /** Receipts of SMS whose sender died before it could say which they were. */
  receiptsOfNobody: number
  seconds: { asking: number; faults: number; all: number }
}

const width = 20
const settledShare = 0.8
const lookEveryMilliseconds = 2000
const tellEverySeconds = 10

/** Runs everything, lets all that may fail fail, and says what became of each request. */
export async function drill(options: DrillOptions): Promise<DrillReport> {
  let drillRun: DrillRun | undefined
  const faults = startFaults(options.seed, async (reissueId) => {
    if (drillRun) await putSms(drillRun.sqs, drillRun.run, [reissueId])
  })
  try {
    drillRun = await startDrillRun(options.voters, {
      electionChanges: { smsDelaySeconds: 2, smsPerSecond: options.smsPerSecond },
      proxyEndpoint: faults.proxyEndpoint,
      ...(options.writeLine && { writeLine: options.writeLine }),
    })
    return await play(drillRun, faults, options)
  } finally {
    await faults.end()
    await drillRun?.close()
    await faults.close()
  }
}

async function play(
  drillRun: DrillRun,
  faults: Faults,
  options: DrillOptions,
): Promise<DrillReport> {
  const { run, database } = drillRun
  const { seed, voters } = options
  const receipts = startCarrierReceipts(run, seed)
  const asked: Asked[] = []
  const giveUp = new AbortController()
  const watch = startWatch()

  faults.begin(run, options.killEveryMilliseconds ?? [1000, 3000])
  const asking = askAll(run, database, askersOf(run), {
    width,
    chance: startChance(seed, 'asking'),
    ending: giveUp.signal,
    asked(one) {
      asked.push(one)
      if (one.reissue) faults.accepted(one.reissue.id)
      if (asked.length === voters) watch.note('asking')
    },
  })
  const settling = settle({ drillRun, faults, receipts, asked, watch }, options)
  // Whatever breaks the asking breaks the drill: nothing would ever settle.
  const due = await Promise.race([settling, asking.then(() => settling)])
  giveUp.abort()
  await asking
  watch.note('all')
  return reportOf({ drillRun, faults, receipts, asked, watch }, due)
}

interface DrillState {
  drillRun: DrillRun
  faults: Faults
  receipts: CarrierReceipts
  /** Grows while voters ask. */
  asked: readonly Asked[]
  watch: Watch
}

interface Watch {
  elapsed(): number
  note(what: 'asking' | 'faults' | 'all'): void
  seconds: { asking: number; faults: number; all: number }
}

function startWatch(): Watch {
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  const seconds = { asking: 0, faults: 0, all: 0 }
  return {
    elapsed,
    seconds,
    note(what) {
      seconds[what] = elapsed()
    },
  }
}

/** Ends what fails once enough is sent, then waits until nothing is due any more, or for too long. */
async function settle(
  state: DrillState,
  options: DrillOptions,
): Promise<Due & { isSettled: boolean }> {
  const { drillRun, faults, receipts, asked, watch } = state
  const { voters, minutes, fastForwarded = false, ending, progress = () => {} } = options
  for (let told = 0; ; ) {
    await sleep(lookEveryMilliseconds, undefined, { signal: ending }).catch(() => {})
    const isAsked = asked.length === voters
    const due = await lookAround(drillRun, receipts, fastForwarded)
    if (watch.seconds.faults === 0 && isAsked && reached(drillRun) >= settledShare * voters) {
      await faults.end()
      watch.note('faults')
      progress(`${clock(watch.elapsed())}  nothing fails any more`)
      continue
    }
    const isSettled = watch.seconds.faults > 0 && due.requests + due.messages + due.receipts === 0
    const isTooLate = watch.elapsed() > minutes * 60 || ending?.aborted === true
    if (isSettled || isTooLate) return { ...due, isSettled }
    if (watch.elapsed() > told) {
      told += tellEverySeconds
      progress(lineOf(state, due, voters))
    }
    if (fastForwarded && isAsked) await fastForward(drillRun)
  }
}

const reached = ({ run }: DrillRun) => new Set(run.handset.texts.map(({ phone }) => phone)).size

function lineOf({ drillRun, faults, asked, watch }: DrillState, due: Due, voters: number): string {
  return [
    `${clock(watch.elapsed())}  asked ${asked.length}/${voters}`,
    `reached ${reached(drillRun)}`,
    `waiting ${due.requests}`,
    `messages ${due.messages}`,
    `receipts ${due.receipts}`,
    `faults ${total(faults)}`,
  ].join(', ')
}

async function reportOf(
  { drillRun: { run, database }, faults, receipts, asked, watch }: DrillState,
  due: Due & { isSettled: boolean },
): Promise<DrillReport> {
  const { texts } = run.handset
  const reissues = await readReissues(run, database)
  const left = await deadLetters(run)
  const violations = violationsOf({
    keys: run.keys,
    asked,
    reissues,
    voters: await readVoters(run, database),
    phones: await readPhones(run, database),
    texts,
    mailed: new Set(await mailedAddresses(run)),
    receipts: receipts.handedOver,
    deadLetters: left,
  })
  const promises = asked.flatMap(({ phone, reissue }) =>
    reissue ? { phone, expectedAt: reissue.expectedAt } : [],
  )
  return {
    violations,
    isSettled: due.isSettled,
    accepted: reissues.length,
    tries: asked.reduce((sum, { tries }) => sum + tries, 0),
    refusals: countBy(asked.flatMap(({ refusal }) => refusal ?? [])),
    states: countBy(reissues.map(({ state }) => state)),
    smsReceived: texts.length,
    receivedTwice: receivedTwice(texts),
    promises: keptPromises(promises, texts),
    mostInOneSecond: mostInOneSecond(texts),
    deadLetters: left.length,
    faults: Object.fromEntries([...faults.counts].sort()),
    receipts: Object.fromEntries([...receipts.counts].sort()),
    receiptsOfNobody: due.receiptsOfNobody,
    seconds: watch.seconds,
  }
}

/** What has still to happen. */
interface Due {
  requests: number
  messages: number
  receipts: number
  receiptsOfNobody: number
}

async function lookAround(
  { run, database }: DrillRun,
  receipts: CarrierReceipts,
  isHastened: boolean,
): Promise<Due> {
  const reissues = await readReissues(run, database)
  const [sms, mails, news, queued] = await Promise.all([
    bodiesIn(run, queueOf(run, 'SMS_QUEUE_URL').name),
    bodiesIn(run, queueOf(run, 'MAIL_QUEUE_URL').name),
    bodiesIn(run, queueOf(run, 'NEWS_QUEUE_URL').name),
    bodiesIn(run, queueOf(run, 'RECEIPT_QUEUE_URL').name),
  ])
  const ours = new Set(reissues.map(({ messageId }) => messageId))
  const isOurs = (body: string) => ours.has((JSON.parse(body) as { messageId: string }).messageId)
  const { planned, onTheWay } = receipts.outstanding()
  const waited = queued.filter(isOurs).length
  return {
    requests: reissues.filter(isDue).length,
    messages: sms.length + mails.length + news.length,
    // A function that failed on receipts is handed them again a minute later.
    receipts: planned + waited + (isHastened ? 0 : onTheWay),
    receiptsOfNobody: queued.length - waited,
  }
}

const isDue = ({ state, smsDueAt, mailDueAt }: Reissue) =>
  !isOver(state) || smsDueAt !== undefined || mailDueAt !== undefined

const total = ({ counts }: Faults) => [...counts.values()].reduce((sum, count) => sum + count, 0)

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${String(Math.floor(whole / 60)).padStart(3)}:${String(whole % 60).padStart(2, '0')}`
}
