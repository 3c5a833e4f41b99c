import { describe, expect, it } from 'vitest'
import { sized } from '../size.ts'
import { playFirstMorning } from './first-morning.ts'

/** `npm run simulate:mail` plays all of it at three rates. */
const mornings = sized(
  [{ links: 7000, reissues: 2100, mailsPerSecond: 5 }],
  [{ links: 20_000, reissues: 6000, mailsPerSecond: 7 }],
)

describe('a first morning', () => {
  it.each(mornings)(
    'of $links links and $reissues reissues at $mailsPerSecond mails a second loses nothing, and no SMS leaves before its mail',
    { timeout: 300_000 },
    async (morning) => {
      const figures = await playFirstMorning(morning)
      const { idealSeconds, lastMailAt, linkWait, confirmationWait } = figures
      console.log(
        `${morning.links} links, ${morning.reissues} reissues at ${morning.mailsPerSecond}/s: ${((100 * lastMailAt) / idealSeconds).toFixed(1)} % of the arithmetic`,
      )
      expect(figures.mails).toBe(2 * morning.links + 2 * morning.reissues)
      expect(figures).toMatchObject({
        lostLinks: 0,
        lostConfirmations: 0,
        lostSms: 0,
        lostNews: 0,
        deadLetters: 0,
        smsBeforeMail: 0,
        smsTwice: 0,
        refusedBySes: 0,
      })
      // One whose turn did not come in 15 seconds goes to the end of its queue, behind some that came later.
      expect(figures.toldTooSoon / morning.links).toBeLessThan(0.01)
      expect(lastMailAt / idealSeconds).toBeLessThan(1.05)
      // There was a morning to suffer from: links wait for longer than they live, at the lowest rate.
      expect(linkWait.longest).toBeGreaterThan(600)
      expect(confirmationWait.longest).toBeLessThan(60)
    },
  )
})
