import { type Flow, quantileOf, until, waitsOf } from '../../team/capacity/flow.ts'
import { play } from '../../team/capacity/play.ts'
import { election } from '../builders/voters.ts'
import type { Morning } from './first-morning.ts'

const stepSeconds = 5

/** The same morning as `npm run capacity` reckons it. */
export function playFluid(morning: Required<Omit<Morning, 'sesStopped'>>, seconds: number) {
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
