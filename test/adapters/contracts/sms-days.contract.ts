import { describe, expect, it } from 'vitest'
import { secondsLater } from '../../../shared/domain/instants.ts'
import { dayOfTerritory } from '../../../shared/domain/sms/territory-cap.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, times } from '../request-steps.ts'

export function smsDaysContract(tables: Tables): void {
  describe('a day of SMS', () => {
    let days = 0
    const aDay = () => ({
      day: `2030-01-${String(++days).padStart(2, '0')}`,
      endsAt: later(86_400),
    })

    it('has as many as its cap, however many are taken at once', async () => {
      const day = aDay()
      const taken = await times(20, () => tables.smsDays.count(day, 7))
      expect(taken.filter(Boolean)).toHaveLength(7)
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 7, heldCount: 0 })
    })

    it('has room again for one that was given back', async () => {
      const day = aDay()
      await tables.smsDays.count(day, 1)
      expect(await tables.smsDays.count(day, 1)).toBe(false)
      await tables.smsDays.uncount(day)
      expect(await tables.smsDays.count(day, 1)).toBe(true)
    })

    it('counts as many as left before anybody counted, and never fewer than were counted', async () => {
      const day = aDay()
      await tables.smsDays.countAtLeast(day, 3)
      await tables.smsDays.count(day, 9)
      await tables.smsDays.countAtLeast(day, 3)
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 4, heldCount: 0 })
    })

    it('of a territory is counted apart', async () => {
      const day = aDay()
      const there = dayOfTerritory(day, 'RE')
      const taken = await times(5, () => tables.smsDays.count(there, 2))
      expect(taken.filter(Boolean)).toHaveLength(2)
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 0 })
    })

    it('tells how many it held, and starts with nothing', async () => {
      const day = aDay()
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 0 })
      expect(await tables.smsDays.countHeld(day)).toBe(1)
      expect(await tables.smsDays.countHeld(day)).toBe(2)
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 2 })
    })

    it('tells how many still wait', async () => {
      const day = aDay()
      await tables.smsDays.countHeld(day)
      await tables.smsDays.countHeld(day)
      await tables.smsDays.uncountHeld(day)
      expect(await tables.smsDays.countHeld(day)).toBe(2)
    })

    // The rate is one for all days: each case comes long after those before.
    let cases = 0
    const muchLater = () => later(1_000_000 * ++cases)
    const moments = async (asked: Promise<{ moment: Date }[]>, from: Date) =>
      (await asked).map(({ moment }) => (moment.getTime() - from.getTime()) / 1000).sort()

    it('reserves one moment and one place after the other, however many ask at once, and of whatever day', async () => {
      const [day, next, from] = [aDay(), aDay(), muchLater()]
      const taken = (await tables.smsSlots.find()).taken
      const reserved = await times(4, (index) =>
        tables.smsSlots.reserve(index % 2 ? next : day, from, 0.25),
      )
      expect(await moments(Promise.resolve(reserved), from)).toEqual([0.25, 0.5, 0.75, 1])
      const places = reserved.map(({ place }) => place - taken).sort()
      expect(places).toEqual([1, 2, 3, 4])
    })

    it('reserves none before it may be, and gives back those that serve nobody', async () => {
      const [day, from] = [aDay(), muchLater()]
      const taken = (await tables.smsSlots.find()).taken
      const after = secondsLater(from, 300)
      const second = { moment: secondsLater(after, 1), place: taken + 2 }
      await tables.smsSlots.reserve(day, from, 1)
      expect(await tables.smsSlots.reserve(day, after, 1)).toEqual(second)
      await tables.smsSlots.release(day, 1)
      expect((await tables.smsSlots.find()).taken).toBe(taken + 1)
      expect(await tables.smsSlots.reserve(day, after, 1)).toEqual(second)
      expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 0 })
    })

    it('frees no moment before the one that it is held to, and none later than that for it', async () => {
      const [day, from] = [aDay(), muchLater()]
      const next = async () => (await tables.smsSlots.reserve(day, from, 1)).moment
      expect(await next()).toEqual(secondsLater(from, 1))
      await tables.smsSlots.correct(day, { freeAt: secondsLater(from, 500), more: 0 })
      expect(await next()).toEqual(secondsLater(from, 501))
      await tables.smsSlots.correct(day, { freeAt: from, more: 0 })
      expect(await next()).toEqual(secondsLater(from, 502))
    })

    it('takes more places, or fewer, beside those that are reserved meanwhile', async () => {
      const [day, from] = [aDay(), muchLater()]
      const taken = (await tables.smsSlots.find()).taken
      await Promise.all([
        tables.smsSlots.correct(day, { freeAt: from, more: 40 }),
        ...Array.from({ length: 3 }, () => tables.smsSlots.reserve(day, from, 1)),
      ])
      expect((await tables.smsSlots.find()).taken).toBe(taken + 43)
      await tables.smsSlots.correct(day, { freeAt: from, more: -40 })
      expect((await tables.smsSlots.reserve(day, from, 1)).place).toBe(taken + 4)
    })
  })
}
