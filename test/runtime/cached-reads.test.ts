import { expect, it, vi } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { cacheLoad, cacheReads, rereadSeconds } from '../../shared/runtime/cached-reads.ts'
import { now } from '../builders/values.ts'

function reading() {
  let at = now
  let version = 1
  const load = vi.fn(async () => version)
  const read = cacheLoad(load, () => at)
  return {
    load,
    read,
    later(seconds: number) {
      at = secondsLater(at, seconds)
    },
    change() {
      version++
    },
  }
}

it('a cached value is read once while it is fresh, even by concurrent calls', async () => {
  const { load, read, later, change } = reading()
  expect(load).not.toHaveBeenCalled()
  expect(await Promise.all([read(), read()])).toEqual([1, 1])
  change()
  later(rereadSeconds - 1)
  expect(await read()).toBe(1)
  later(1)
  expect(await Promise.all([read(), read()])).toEqual([2, 2])
  expect(load).toHaveBeenCalledTimes(2)
})

it('a cached value is read again if the last read never ended, as in a frozen Lambda', async () => {
  const { load, read, later, change } = reading()
  await read()
  load.mockImplementationOnce(() => new Promise(() => {}))
  later(rereadSeconds)
  void read()
  change()
  later(rereadSeconds)
  expect(await read()).toBe(2)
})

it('a cached value stays when a later read fails, and is read again after the same time', async () => {
  const { load, read, later, change } = reading()
  await read()
  change()
  load.mockRejectedValueOnce(new Error('down'))
  later(rereadSeconds)
  expect([await read(), await read()]).toEqual([1, 1])
  expect(load).toHaveBeenCalledTimes(2)
  later(rereadSeconds)
  expect(await read()).toBe(2)
})

it('a cached value throws a first failure, and is read again at the next call', async () => {
  const { load, read } = reading()
  load.mockRejectedValueOnce(new Error('down'))
  await expect(read()).rejects.toThrow('down')
  expect(await read()).toBe(1)
  expect(load).toHaveBeenCalledTimes(2)
})

it('a value cached for some seconds is read again after them, or after a failure', async () => {
  let at = now
  let reads = 0
  const read = cacheReads(
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
  const late = Promise.withResolvers<number>()
  const answers = [late.promise, Promise.resolve(7)]
  const readLate = cacheReads(
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
  const keptNow = cacheReads(60, async () => ++reads)
  expect([await keptNow(), await keptNow()]).toEqual([4, 4])
})
