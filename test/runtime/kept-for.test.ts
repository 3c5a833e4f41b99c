import { expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { keptFor } from '../../shared/runtime/kept-for.ts'
import { now } from '../builders/values.ts'

it('reads once for all who ask within so many seconds, and again after them or after a failure', async () => {
  let at = now
  let reads = 0
  const read = keptFor(
    60,
    async () => {
      if (++reads === 2) throw new Error('refused')
      return reads
    },
    () => at,
  )
  expect(await Promise.all([read(), read()])).toEqual([1, 1])
  at = secondsLater(now, 59)
  expect(await read()).toBe(1)
  at = secondsLater(now, 60)
  await expect(read()).rejects.toThrow('refused')
  expect(await read()).toBe(3)
  // One that fails late takes no newer one away.
  const late = Promise.withResolvers<number>()
  const answers = [late.promise, Promise.resolve(7)]
  const readLate = keptFor(
    60,
    () => answers.shift() ?? Promise.resolve(8),
    () => at,
  )
  const failing = readLate()
  at = secondsLater(at, 60)
  expect(await readLate()).toBe(7)
  late.reject(new Error('refused'))
  await expect(failing).rejects.toThrow('refused')
  expect(await readLate()).toBe(7)
  // By the clock on the wall.
  const keptNow = keptFor(60, async () => ++reads)
  expect([await keptNow(), await keptNow()]).toEqual([4, 4])
})
