import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, askAll, askersOf } from './asking.ts'
import { startChance } from './chance.ts'
import { type DrillRun, startDrillRun } from './drill-run.ts'
import { putSms } from './evidence.ts'
import { mostInOneSecond, rateOf } from './figures.ts'

export interface RateOptions {
  voters: number
  smsPerSecond: number
  minutes: number
  /** Gives up now. */
  ending?: AbortSignal
  progress?: (line: string) => void
}

export interface RateReport {
  asked: number
  smsReceived: number
  /** SMS a second from the first to the last. */
  rate: number
  mostInOneSecond: number
  seconds: number
}

/** Nothing fails: the rate that is reached when all SMS are due at once. */
export async function measureRate(options: RateOptions): Promise<RateReport> {
  const { voters, smsPerSecond } = options
  const drillRun = await startDrillRun(voters, {
    // Their own messages come too late to matter: those that count are put when all have asked, and had their mails.
    electionChanges: { smsDelaySeconds: 900, smsPerSecond, mailsPerSecond: 300 },
  })
  try {
    return await measure(drillRun, options)
  } finally {
    await drillRun.close()
  }
}

async function measure(
  drillRun: DrillRun,
  { voters, minutes, ending = new AbortController().signal, progress = () => {} }: RateOptions,
): Promise<RateReport> {
  const { run, database, sqs } = drillRun
  const asked: Asked[] = []
  await askAll(run, database, askersOf(run), {
    width: 20,
    chance: startChance(0, 'asking'),
    ending,
    asked: (one) => asked.push(one),
  })
  const reissueIds = asked.flatMap(({ reissue }) => reissue?.id ?? [])
  progress(`${reissueIds.length} requests are accepted: all their SMS are due now`)
  const began = Date.now()
  await putSms(sqs, run, reissueIds)
  const { texts } = run.handset
  const elapsed = () => (Date.now() - began) / 1000
  for (let told = 10; texts.length < voters; await sleep(100)) {
    if (ending.aborted || elapsed() > minutes * 60) break
    if (elapsed() < told) continue
    progress(`${told} s  SMS ${texts.length}`)
    told += 10
  }
  return {
    asked: reissueIds.length,
    smsReceived: texts.length,
    rate: rateOf(texts),
    mostInOneSecond: mostInOneSecond(texts),
    seconds: elapsed(),
  }
}
