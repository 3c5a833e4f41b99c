import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, times } from '../request-steps.ts'

export function linkDaysContract(tables: Pick<Tables, 'linkDays'>): void {
  /** One that no other case counts. */
  const aDay = () => ({ day: randomUUID(), endsAt: later(3600) })

  describe('the links of a day', () => {
    it('are counted up to as many as it may have, however many come at once', async () => {
      const day = aDay()
      const counted = await times(12, () => tables.linkDays.count(day, 5))
      expect(counted.filter(Boolean)).toHaveLength(5)
      expect(await tables.linkDays.isSpent(day, 5)).toBe(true)
      expect(await tables.linkDays.isSpent(day, 6)).toBe(false)
    })

    it('count one less for each that was not mailed', async () => {
      const day = aDay()
      await tables.linkDays.count(day, 1)
      await tables.linkDays.uncount(day)
      expect(await tables.linkDays.isSpent(day, 1)).toBe(false)
      expect(await tables.linkDays.count(day, 1)).toBe(true)
    })

    it('are those of that day alone', async () => {
      const [day, next] = [aDay(), aDay()]
      await tables.linkDays.count(day, 1)
      expect(await tables.linkDays.isSpent(next, 1)).toBe(false)
    })
  })
}
