import { expect, test } from 'vitest'
import type { ElectionDay } from '../../../shared/domain/election-day.ts'
import { secondsLater } from '../../../shared/domain/instants.ts'
import { type BothClocks, later } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { times } from '../request-steps.ts'

export function contract(tables: Tables): void {
  let days = 0
  const aDay = () => ({
    day: `2030-01-${String(++days).padStart(2, '0')}`,
    endsAt: later(86_400),
  })

  test('a day of SMS has as many as its cap, however many are taken at once', async () => {
    const day = aDay()
    const taken = await times(20, () => tables.smsDays.count(day, 7))
    expect(taken.filter(Boolean)).toHaveLength(7)
    expect(await tables.smsDays.find(day)).toEqual({ smsCount: 7, heldCount: 0 })
  })

  test('a day of SMS counts as many as left before anybody counted, and never fewer than were counted', async () => {
    const day = aDay()
    await tables.smsDays.raiseCount(day, 3)
    await tables.smsDays.count(day, 9)
    await tables.smsDays.raiseCount(day, 3)
    expect(await tables.smsDays.find(day)).toEqual({ smsCount: 4, heldCount: 0 })
  })

  test('a day of SMS starts at nothing, and counts how many it held', async () => {
    const day = aDay()
    expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 0 })
    expect(await tables.smsDays.countHeldSms(day)).toBe(1)
    expect(await tables.smsDays.countHeldSms(day)).toBe(2)
    expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 2 })
  })

  test('an SMS about a phone is known by its message ID', async () => {
    await tables.sentPhoneSms.record('sms-about-a-phone', later(1))
    expect(await tables.sentPhoneSms.includes('sms-about-a-phone')).toBe(true)
    expect(await tables.sentPhoneSms.includes('another')).toBe(false)
  })

  // All days share one rate, so each case plays long after the earlier ones.
  let cases = 0
  const muchLater = () => later(1_000_000 * ++cases)
  const slot = { lengthSeconds: 0.25 }
  const take = async (day: ElectionDay, readyAt: BothClocks) =>
    tables.smsSlots.reserve(day, { ...slot, readyAt, usage: await tables.smsSlots.find() })
  const secondsFree = async (from: BothClocks) =>
    ((await tables.smsSlots.find()).freeAt.getTime() - from.getTime()) / 1000

  test('slots are taken one after the other, however many ask at once, and of whatever day', async () => {
    const [day, next, from] = [aDay(), aDay(), muchLater()]
    const { count: taken } = await tables.smsSlots.find()
    await take(day, from)
    await times(3, (index) => take(index % 2 ? next : day, from))
    expect(await secondsFree(from)).toBe(1)
    expect((await tables.smsSlots.find()).count).toBe(taken + 4)
    const after = secondsLater(from, 300)
    await take(day, after)
    expect(await secondsFree(after)).toBe(0.25)
    expect(await tables.smsDays.find(day)).toEqual({ smsCount: 0, heldCount: 0 })
  })

  test('a correction moves the free moment only later, and adjusts the count', async () => {
    const [day, from] = [aDay(), muchLater()]
    const { count: taken } = await tables.smsSlots.find()
    const correct = (freeAt: BothClocks, delta = 0) =>
      tables.smsSlots.correct(day, { freeAt, delta })
    await correct(secondsLater(from, 500))
    expect(await secondsFree(from)).toBe(500)
    await take(day, from)
    await correct(from, -1)
    expect(await secondsFree(from)).toBe(500.25)
    expect((await tables.smsSlots.find()).count).toBe(taken)
  })
}
