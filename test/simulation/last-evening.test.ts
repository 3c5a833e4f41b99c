import { expect, it } from 'vitest'
import {
  playLastEvening,
  receiptMilliseconds,
  receiptQueueSeconds,
  smsPerSecond,
} from './last-evening.ts'

/** Between the end of the quota and the first held SMS: see decision 47. */
const rememberedSeconds = 1
const batchSeconds = 2
const blindSeconds =
  receiptMilliseconds[1] / 1000 + receiptQueueSeconds + rememberedSeconds + batchSeconds

const trialsIn = (seconds: number) =>
  seconds < 900 ? 0 : seconds < 2700 ? 1 : 2 + Math.floor((seconds - 2700) / 3600)

const evenings = [
  { what: 'a rush', reissues: 1500, overSeconds: 100, spentSeconds: 180, raisedSeconds: 4000 },
  { what: 'usual', reissues: 300, overSeconds: 3000, spentSeconds: 900, raisedSeconds: 6000 },
]

it.each(evenings)(
  'a last evening on which the quota is spent leaves every voter a valid identifier, and all SMS leave in the end ($what, $reissues reissues)',
  { timeout: 300_000 },
  async (evening) => {
    const figures = await playLastEvening(evening)
    const arriving = Math.min(smsPerSecond, evening.reissues / evening.overSeconds)
    const rate = evening.what === 'usual' ? arriving : smsPerSecond
    // The former identifiers were void for seconds, until receipts restored them.
    expect(figures.notSentAtOnce).toBeGreaterThan(0)
    expect(figures.notSentAtOnce).toBeLessThanOrEqual(Math.ceil(rate * blindSeconds))
    expect(figures.notSentInTrials).toBeLessThanOrEqual(
      trialsIn(evening.raisedSeconds - evening.spentSeconds),
    )
    expect(figures.beforeRaise.held).toBeGreaterThan(0.4 * evening.reissues)
    expect(figures).toMatchObject({
      lost: 0,
      twice: 0,
      deadLetters: 0,
      without: 0,
      refusedBySns: 0,
    })
    expect(figures.beforeRaise.without).toBe(0)
  },
)
