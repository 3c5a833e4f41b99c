import { describe, expect, it } from 'vitest'
import { type MailPriority, mailTurnMilliseconds } from '../../../shared/domain/mail-rate.ts'
import { mailsPerSecond, type Tables } from '../../fakes/in-memory-tables.ts'

const turn = mailTurnMilliseconds(mailsPerSecond)

/** All cases share the rate of one engine, so each plays on a later day than the one before. */
let day = Date.parse('2027-01-01T00:00:00Z')

function nextDay(): Date {
  day += 86_400_000
  return new Date(day)
}

const later = (start: Date, milliseconds: number) => new Date(start.getTime() + milliseconds)

export function mailTurnsContract(tables: Pick<Tables, 'mailTurns'>): void {
  /** In milliseconds since `start`: its moment, or when to ask again. */
  async function reserve(priority: MailPriority, start: Date, after = 0) {
    const answer = await tables.mailTurns.reserve(priority, later(start, after))
    return 'at' in answer
      ? { at: answer.at.getTime() - start.getTime() }
      : { askAgainAt: answer.askAgainAt.getTime() - start.getTime() }
  }

  describe('the turns of mails', () => {
    it('are now when nobody waits', async () => {
      const start = nextDay()
      expect(await reserve('news', start)).toEqual({ at: 0 })
      expect(await reserve('news', start, 5000)).toEqual({ at: 5000 })
    })

    it('are never given twice to those who ask at once', async () => {
      const start = nextDay()
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => reserve('stop-link', start)),
      )
      const moments = answers.map(({ at }) => at as number).toSorted((one, other) => one - other)
      for (const [rank, moment] of moments.entries()) {
        expect(moment).toBeGreaterThan((rank - 0.1) * turn)
        expect(moment).toBeLessThan((rank + 0.1) * turn)
      }
    })

    it('are not given to links while more urgent mails hold those that links may look at', async () => {
      const start = nextDay()
      for (let mail = 0; mail < 8; mail++) await reserve('stop-link', start)
      const { askAgainAt = 0 } = await reserve('password-link', start)
      expect(askAgainAt).toBeGreaterThanOrEqual(8 * turn - 300)
      expect(askAgainAt).toBeLessThan(8 * turn - 298)
      expect(await reserve('password-link', start, askAgainAt)).toHaveProperty('at')
    })

    it('are not given to news while links wait', async () => {
      const start = nextDay()
      for (let mail = 0; mail < 3; mail++) await reserve('password-link', start)
      expect(await reserve('news', start)).toHaveProperty('askAgainAt')
      expect(await reserve('password-link', start)).toHaveProperty('askAgainAt')
      expect(await reserve('stop-link', start)).toHaveProperty('at')
    })

    it('are given again at once when a wrong clock left the next one an hour ahead', async () => {
      const start = nextDay()
      await reserve('stop-link', start, 3_600_000)
      expect(await reserve('news', start)).toEqual({ at: 0 })
      expect(await reserve('stop-link', start)).toHaveProperty('at')
    })

    it('end where nobody may look further ahead', async () => {
      const start = nextDay()
      let given = 0
      while ('at' in (await reserve('stop-link', start))) given++
      expect(given * turn).toBeGreaterThan(5000)
      expect(given * turn).toBeLessThan(5000 + 2 * turn)
    })
  })
}
