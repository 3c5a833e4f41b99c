import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, times } from '../request-steps.ts'

export function linkDaysContract(tables: Pick<Tables, 'linkDays'>): void {
  /** One that no other case counts. */
  const aDay = () => ({ day: randomUUID(), endsAt: later(3600) })

  describe('the links of a day', () => {
    it('are all counted, however many leave at once', async () => {
      const day = aDay()
      await times(6, () => tables.linkDays.count(day, 2))
      expect(await tables.linkDays.isSpent(day, 12)).toBe(true)
      expect(await tables.linkDays.isSpent(day, 13)).toBe(false)
    })

    it('are those of that day alone', async () => {
      const [day, next] = [aDay(), aDay()]
      await tables.linkDays.count(day, 1)
      expect(await tables.linkDays.isSpent(next, 1)).toBe(false)
    })
  })
}
