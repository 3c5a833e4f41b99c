import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Morning, playFirstMorning } from './first-morning.ts'
import { mostInvocations } from './virtual-queue.ts'

/** DynamoDB accepts three times as many writes to one key. */
const mostWritesPerSecond = 300

async function playWell(morning: Morning, { smsMayComeFirst = false } = {}) {
  const figures = await playFirstMorning(morning)
  const { hottest } = figures
  expect(figures).toMatchObject({
    lostLinks: 0,
    // If the SMS came first, one mail says that it left, and none that it was requested.
    lostConfirmations: smsMayComeFirst ? figures.smsBeforeMail : 0,
    lostSms: 0,
    lostNotifications: 0,
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

const morning = {
  ...{ links: 4200, linkSeconds: 900 },
  ...{ reissues: 1260, reissueSeconds: 3600 },
  ...{ mailsPerSecond: 3, smsPerSecond: 10 },
}
afterEach(() => vi.restoreAllMocks())

describe('a first morning', { timeout: 600_000 }, () => {
  it('loses nothing, and no SMS leaves before its mail', async () => {
    const figures = await playWell(morning)
    const { idealSeconds, lastMailAt, linkWait, confirmationWait } = figures
    expect(figures.mails).toBe(2 * morning.links + 2 * morning.reissues)
    // A message without a token in 15 seconds goes to the end of its queue, behind later ones.
    expect(figures.announcedTooShort / morning.links).toBeLessThan(0.01)
    expect(lastMailAt / idealSeconds).toBeLessThan(1.05)
    // The morning is overloaded: links wait longer than they are valid.
    expect(linkWait.longest).toBeGreaterThan(600)
    expect(confirmationWait.longest).toBeLessThan(60)
  })

  it.each([14, 300])(
    'makes no key hot and uses its whole rate if it comes all at once, at %d e-mails a second',
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
      expect(linkWait.ninth).toBeLessThan((links + reissues) / mailsPerSecond)
    },
  )

  const stoppedSeconds = 3600

  it(`loses nothing if SES accepts nothing for ${stoppedSeconds} seconds, in chains that Lambda would end`, async () => {
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    // After half an hour an SMS no longer waits for its mail.
    const morning = {
      links: 300,
      reissues: 100,
      reissueSeconds: 900,
      mailsPerSecond: 14,
      sesStopped: { fromSeconds: 200, untilSeconds: 200 + stoppedSeconds },
    }
    const figures = await playWell(morning, { smsMayComeFirst: true })
    expect(figures.linkWait.longest).toBeGreaterThan(0.9 * stoppedSeconds)
    expect(figures.mostMailsWaiting).toBeLessThanOrEqual(morning.reissues)
    expect(figures.longestChain.ofMailers).toBeGreaterThan(mostInvocations)
    expect(figures.longestChain.ofSender).toBeLessThan(mostInvocations / 2)
  })
})
