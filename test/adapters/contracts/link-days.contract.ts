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
      await times(6, () => tables.linkDays.count(day, { mailed: 3, repeated: 2 }))
      expect(await tables.linkDays.find(day)).toEqual({ mailed: 18, repeated: 12 })
    })

    it('are those of that day alone', async () => {
      const [day, next] = [aDay(), aDay()]
      await tables.linkDays.count(day, { mailed: 1, repeated: 1 })
      expect(await tables.linkDays.find(next)).toEqual({ mailed: 0, repeated: 0 })
    })

    it.each([{ mailed: Number.NaN }, { repeated: Number.NaN }])(
      'are never counted by what is no number: %j',
      async (wrong) => {
        const day = aDay()
        const counting = tables.linkDays.count(day, { mailed: 1, repeated: 0, ...wrong })
        await expect(counting).rejects.toThrow('NaN')
        expect(await tables.linkDays.find(day)).toEqual({ mailed: 0, repeated: 0 })
      },
    )
  })
}
