import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { later } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { times } from '../request-steps.ts'

export function contract(tables: Pick<Tables, 'linkDays'>): void {
  const aDay = () => ({ day: randomUUID(), endsAt: later(3600) })

  test('the links of a day are all counted, however many leave at once', async () => {
    const day = aDay()
    await times(6, () => tables.linkDays.count(day, { total: 3, codes: 1, repeats: 2 }))
    expect(await tables.linkDays.find(day)).toEqual({ total: 18, codes: 6, repeats: 12 })
  })
}
