import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { limitedCounter } from '../../../shared/domain/account/attempts.ts'
import { keys, later, now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { type RequestSteps, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { attemptsOf } = steps

  const aCounter = (backoffSeconds: number[] = []) => {
    const limit = { name: 'test', windowSeconds: 900, quota: 3, backoffSeconds }
    return limitedCounter(keys, limit, [randomUUID()], now)
  }
  type Counter = ReturnType<typeof aCounter>
  const take = (counter: Counter, at = now) => tables.attempts.charge(counter, at)
  const allowed = (attempts: number) => ({ isAllowed: true, attempts })
  const refusedUntil = (allowedAt: Date) => ({ isAllowed: false, allowedAt })
  const takenAmong = async (count: number, counter: Counter, at = now) =>
    (await times(count, () => take(counter, at))).filter((each) => each.isAllowed).length

  test('attempts are taken while they are free, each counter by itself, until they are cleared', async () => {
    const [counter, other] = [aCounter(), aCounter()]
    for (const time of [1, 2, 3]) expect(await take(counter)).toEqual(allowed(time))
    expect(await take(counter)).toEqual(refusedUntil(counter.windowEndsAt))
    expect(await take(other)).toEqual(allowed(1))
    await tables.attempts.clear(counter)
    await tables.attempts.clear(counter)
    expect(await take(counter)).toEqual(allowed(1))
  })

  test('attempts then wait longer and longer after the last that was taken, to the millisecond', async () => {
    const counter = aCounter([5, 60])
    for (let time = 0; time < 3; time++) await take(counter)
    for (const [last, next] of [
      [0, 5],
      [5, 65],
      [65, 125],
    ] as const) {
      expect(await take(counter, later(last))).toEqual(refusedUntil(later(next)))
      expect(await take(counter, later(next - 0.001))).toEqual(refusedUntil(later(next)))
      expect(await take(counter, later(next))).toMatchObject({ isAllowed: true })
    }
  })

  test('attempts begin anew if the last came before a moment, and only then', async () => {
    const counter = aCounter()
    expect(await tables.attempts.clearStale(counter, later(60))).toBe(false)
    await take(counter)
    await take(counter, later(1))
    expect(await tables.attempts.clearStale(counter, later(1))).toBe(false)
    expect(await attemptsOf(counter)).toBe(2)
    expect(await tables.attempts.clearStale(counter, later(1.001))).toBe(true)
    expect(await take(counter)).toEqual(allowed(1))
  })

  test('attempts are given back one by one, never below none', async () => {
    const counter = aCounter()
    await takenAmong(3, counter)
    await tables.attempts.refund(counter)
    expect(await attemptsOf(counter)).toBe(2)
    await times(5, () => tables.attempts.refund(counter))
    expect(await attemptsOf(counter)).toBe(0)
    expect(await takenAmong(4, counter)).toBe(3)
  })

  test('attempts given back begin no wait', async () => {
    const counter = aCounter([5, 60])
    for (let time = 0; time < 3; time++) await take(counter)
    expect(await take(counter, later(5))).toEqual(allowed(4))
    await tables.attempts.refund(counter)
    expect(await take(counter, later(5))).toEqual(allowed(4))
    expect(await take(counter, later(6))).toEqual(refusedUntil(later(65)))
  })

  test('attempts given back to a counter that is not there, or that was cleared, leave it so', async () => {
    const counter = aCounter()
    await tables.attempts.refund(counter)
    expect(await takenAmong(4, counter)).toBe(3)
    await tables.attempts.clear(counter)
    await tables.attempts.refund(counter)
    expect(await takenAmong(4, counter)).toBe(3)
  })
}
