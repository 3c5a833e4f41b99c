import { afterEach, describe, expect, it, vi } from 'vitest'
import { mostInvocations } from '../../local/recursive-loop.ts'
import { type Flow, quantileOf, until, waitsOf } from '../../team/capacity/flow.ts'
import { play } from '../../team/capacity/play.ts'
import { election } from '../builders/voters.ts'
import { type Morning, playFirstMorning } from './first-morning.ts'
import { hottestInWords } from './written-keys.ts'

/** What DynamoDB takes of one key is three times that. */
const mostWritesPerSecond = 300

/** Plays it, and sees that nothing was lost, nothing went too fast, and no key was hot. */
async function playWell(morning: Morning, { smsMayComeFirst = false } = {}) {
  const figures = await playFirstMorning(morning)
  const { idealSeconds, lastMailAt, hottest } = figures
  console.log(
    `${JSON.stringify(morning)}: ${((100 * lastMailAt) / idealSeconds).toFixed(1)} % of the arithmetic
writes a second of the hottest key: ${hottestInWords(hottest)}`,
  )
  expect(figures).toMatchObject({
    lostLinks: 0,
    // Of an SMS that came first, one mail says that it left, and none that it was asked for.
    lostConfirmations: smsMayComeFirst ? figures.smsBeforeMail : 0,
    lostSms: 0,
    lostNews: 0,
    deadLetters: 0,
    ...(!smsMayComeFirst && { smsBeforeMail: 0 }),
    smsTwice: 0,
    smsBeyondRate: 0,
    refusedBySes: 0,
  })
  expect(hottest.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['mailTurns', 'smsDays', 'reissues sms-due', 'reissues mail-due']),
  )
  expect(Math.max(...hottest.map(({ perSecond }) => perSecond))).toBeLessThanOrEqual(
    mostWritesPerSecond,
  )
  return figures
}

/** Smaller than those of `npm run simulate:mail`, which has more rates too. */
const morning = {
  ...{ links: 4200, linkSeconds: 900 },
  ...{ reissues: 1260, reissueSeconds: 3600 },
  ...{ mailsPerSecond: 3, smsPerSecond: 10 },
}
/** All at once, and SMS that wait for their rate. */
const rush = {
  ...{ links: 3000, linkSeconds: 100 },
  ...{ reissues: 1200, reissueSeconds: 200 },
  ...{ mailsPerSecond: 14, smsPerSecond: 2 },
}

const stepSeconds = 5

/** The same morning as `npm run capacity` reckons it. */
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

type Figures = Awaited<ReturnType<typeof playFirstMorning>>

function expectAsCapacity(
  played: typeof morning,
  { linkWait, smsWait, lastMailAt }: Figures,
): void {
  const real = {
    linkMedian: linkWait.median,
    linkLongest: linkWait.longest,
    smsLongest: smsWait.longest,
    lastMailAt,
  }
  const fluid = playFluid(played, 2 * lastMailAt)
  expect(real.linkLongest).toBeGreaterThan(100)
  for (const [what, seconds] of Object.entries(real)) {
    const ratio = fluid[what as keyof typeof fluid] / seconds
    expect(ratio, what).toBeGreaterThan(0.9)
    expect(ratio, what).toBeLessThan(1.1)
  }
}

afterEach(() => vi.restoreAllMocks())

describe('a first morning', { timeout: 600_000 }, () => {
  it('loses nothing, no SMS leaves before its mail, and all waits are within a tenth of what npm run capacity says', async () => {
    const figures = await playWell(morning)
    const { idealSeconds, lastMailAt, linkWait, confirmationWait } = figures
    expect(figures.mails).toBe(2 * morning.links + 2 * morning.reissues)
    // One whose turn did not come in 15 seconds goes to the end of its queue, behind some that came later.
    expect(figures.toldTooSoon / morning.links).toBeLessThan(0.01)
    expect(lastMailAt / idealSeconds).toBeLessThan(1.05)
    // There was a morning to suffer from: links wait for longer than they live.
    expect(linkWait.longest).toBeGreaterThan(600)
    expect(confirmationWait.longest).toBeLessThan(60)
    expectAsCapacity(morning, figures)
  })

  it('that is a rush, with SMS that wait for their rate, is within a tenth of it too', async () => {
    expectAsCapacity(rush, await playFirstMorning(rush))
  })

  it.each([14, 300])(
    'that comes all at once at %d mails a second makes no key hot, and leaves none of the rate unused',
    async (mailsPerSecond) => {
      const seconds = 10
      const links = 2 * mailsPerSecond * seconds
      const reissues = mailsPerSecond * seconds
      const { linkWait } = await playWell({
        links,
        linkSeconds: seconds,
        reissues,
        reissueSeconds: seconds,
        mailsPerSecond,
        smsPerSecond: 100,
      })
      // The last links leave when all has left that came before them, the mails of the reissues included.
      expect(linkWait.ninth).toBeLessThan((links + reissues) / mailsPerSecond)
    },
  )

  const stoppedSeconds = 3600

  it(`on which SES takes nothing for ${stoppedSeconds} seconds loses nothing, in chains that Lambda would end`, async () => {
    // Each message that comes back is logged.
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    // After half an hour an SMS waits no more for its mail.
    const morning = {
      links: 300,
      reissues: 100,
      reissueSeconds: 900,
      mailsPerSecond: 14,
      sesStopped: { fromSeconds: 200, untilSeconds: 200 + stoppedSeconds },
    }
    const figures = await playWell(morning, { smsMayComeFirst: stoppedSeconds > 1800 })
    expect(figures.linkWait.longest).toBeGreaterThan(0.9 * stoppedSeconds)
    // The sweep brings no second message of what waits with one.
    expect(figures.mostMailsWaiting).toBeLessThanOrEqual(morning.reissues)
    expect(figures.longestChain.ofMailers).toBeGreaterThan(mostInvocations)
    expect(figures.longestChain.ofSender).toBeLessThan(mostInvocations / 2)
  })
})
