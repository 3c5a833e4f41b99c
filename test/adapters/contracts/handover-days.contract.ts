import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { later } from '../../builders/values.ts'
import { aReading } from '../../builders/vote-readings.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { times } from '../request-steps.ts'

export function contract(tables: Pick<Tables, 'handoverDays' | 'voteReadings'>): void {
  const aDay = () => ({ day: randomUUID(), endsAt: later(3600) })

  test('the hand-overs of a day are counted by territory and by the bound of their time, however many come at once', async () => {
    const day = aDay()
    await times(7, () => tables.handoverDays.count(day, { territory: 'RE', seconds: 121 }))
    await tables.handoverDays.count(day, { territory: 'RE', seconds: 150 })
    await tables.handoverDays.count(day, { territory: 'FR', seconds: 200_000 })
    await tables.handoverDays.countReceipt(day, { territory: 'RE', failed: true })
    await tables.handoverDays.countReceipt(day, { territory: 'RE', failed: false })
    const found = await tables.handoverDays.find(day)
    expect(found.toSorted((one, other) => (one.territory < other.territory ? -1 : 1))).toEqual([
      {
        territory: 'FR',
        receipts: 0,
        failed: 0,
        handedOver: [{ withinSeconds: 259_200, count: 1 }],
      },
      { territory: 'RE', receipts: 2, failed: 1, handedOver: [{ withinSeconds: 150, count: 8 }] },
    ])
  })

  test('the hand-overs of a day are those of that day alone', async () => {
    await tables.handoverDays.count(aDay(), { territory: 'RE', seconds: 1 })
    expect(await tables.handoverDays.find(aDay())).toEqual([])
  })

  test('the newest count of late SMS is kept, apart from the hand-overs of a day', async () => {
    await tables.handoverDays.recordLate({ at: later(0), count: 3 })
    const newest = { at: later(60), count: 1 }
    await tables.handoverDays.recordLate(newest)
    expect(await tables.handoverDays.findLate()).toEqual(newest)
  })

  test('the reading of the vote is the newest, with its instants', async () => {
    await tables.voteReadings.store(aReading({ counts: undefined }))
    const newest = aReading({ at: later(60) })
    await tables.voteReadings.store(newest)
    expect(await tables.voteReadings.find()).toEqual(newest)
  })
}
