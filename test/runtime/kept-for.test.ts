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
  // By the clock on the wall.
  const keptNow = keptFor(60, async () => ++reads)
  expect([await keptNow(), await keptNow()]).toEqual([4, 4])
})
