import { describe, expect, it } from 'vitest'
import { type Flow, quantileOf, until, waitsOf } from '../../team/capacity/flow.ts'
import { play } from '../../team/capacity/play.ts'
import { election } from '../builders/voters.ts'
import { sized } from '../size.ts'
import { type Morning, playFirstMorning } from './first-morning.ts'

const stepSeconds = 5
const mornings = [
  {
    links: 4200,
    linkSeconds: 900,
    reissues: 1260,
    reissueSeconds: 3600,
    mailsPerSecond: 3,
    smsPerSecond: 10,
  },
  {
    links: 3000,
    linkSeconds: 100,
    reissues: 1200,
    reissueSeconds: 200,
    mailsPerSecond: 14,
    smsPerSecond: 2,
  },
]

function playFluid(morning: Required<Omit<Morning, 'sesStopped'>>, seconds: number) {
  const { links, linkSeconds, reissues, reissueSeconds, mailsPerSecond, smsPerSecond } = morning
  const steps = Math.ceil(seconds / stepSeconds)
  const evenly = (count: number, over: number) =>
    new Float64Array(steps).fill((count * stepSeconds) / over, 0, over / stepSeconds)
  const demand = {
    stepSeconds,
    links: evenly(links, linkSeconds),
    reissues: evenly(reissues, reissueSeconds),
    dayOf: () => 'a day',
  }
  const rates = { ...election, mailsPerSecond, smsPerSecond, smsDailyCap: 1_000_000 }
  const played = play(demand, rates)
  const longest = (flow: Flow) => quantileOf(waitsOf(flow, stepSeconds), 1)
  const allNews = until(played.news.came, steps)
  return {
    linkMedian: quantileOf(waitsOf(played.links, stepSeconds), 0.5),
    linkLongest: longest(played.links),
    smsLongest: longest(played.sms),
    lastMailAt: stepSeconds * played.news.left.findIndex((left) => left > allNews - 0.5),
  }
}

describe('npm run capacity', () => {
  it.each(sized(mornings.slice(1), mornings))(
    'has $links links and $reissues reissues wait at $mailsPerSecond mails a second as the functions do, within a tenth',
    { timeout: 120_000 },
    async (morning) => {
      const { linkWait, smsWait, lastMailAt } = await playFirstMorning(morning)
      const real = {
        linkMedian: linkWait.median,
        linkLongest: linkWait.longest,
        smsLongest: smsWait.longest,
        lastMailAt,
      }
      const fluid = playFluid(morning, 2 * lastMailAt)
      expect(real.linkLongest).toBeGreaterThan(100)
      for (const [what, seconds] of Object.entries(real)) {
        const ratio = fluid[what as keyof typeof fluid] / seconds
        expect(ratio, what).toBeGreaterThan(0.9)
        expect(ratio, what).toBeLessThan(1.1)
      }
    },
  )
})
