import { describe, expect, it, vi } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { rereadSeconds } from '../../shared/domain/key-ring.ts'
import { keptFor, readAgain } from '../../shared/runtime/read-again.ts'
import { now } from '../builders/values.ts'

function reading() {
  let seconds = 1000
  let version = 1
  const load = vi.fn(async () => version)
  const read = readAgain(load, () => seconds * 1000)
  return {
    load,
    read,
    later(more: number) {
      seconds += more
    },
    change() {
      version++
    },
    settled: () => new Promise(setImmediate),
  }
}

describe('what is read again', () => {
  it('is read at the first call only while it is young, even when calls come at once', async () => {
    const { load, read, later } = reading()
    expect(load).not.toHaveBeenCalled()
    expect(await Promise.all([read(), read()])).toEqual([1, 1])
    later(rereadSeconds.beside - 1)
    expect(await read()).toBe(1)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('after some minutes is read beside the work, which waits for nothing', async () => {
    const { load, read, later, change, settled } = reading()
    await read()
    change()
    later(rereadSeconds.beside)
    expect(await read()).toBe(1)
    await settled()
    expect(await read()).toBe(2)
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('after a long sleep is read before any work', async () => {
    const { read, later, change } = reading()
    await read()
    change()
    later(rereadSeconds.before)
    expect(await Promise.all([read(), read()])).toEqual([2, 2])
  })

  it('is read anew when the sleep came over a read, whose answer may never come', async () => {
    const { load, read, later, change } = reading()
    await read()
    let answer: (version: number) => void = () => {}
    load.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
    later(rereadSeconds.beside)
    expect(await read()).toBe(1)
    change()
    later(rereadSeconds.before)
    expect(await read()).toBe(2)
    // What comes late does not bring the past back.
    answer(1)
    await new Promise(setImmediate)
    expect(await read()).toBe(2)
  })

  it('is waited for, whatever else ends meanwhile that was begun before it', async () => {
    const { load, read, later } = reading()
    await read()
    const answers: ((version: number) => void)[] = []
    load.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    later(rereadSeconds.beside)
    expect(await read()).toBe(1)
    later(rereadSeconds.before)
    const afterSleep = read()
    answers[0]?.(2)
    await new Promise(setImmediate)
    const meanwhile = read()
    await new Promise(setImmediate)
    answers[1]?.(3)
    expect(await Promise.all([afterSleep, meanwhile])).toEqual([3, 3])
  })

  it('stays as it was when it cannot be read again, and is tried every ten seconds', async () => {
    const { load, read, later, change } = reading()
    await read()
    change()
    load.mockRejectedValueOnce(new Error('down')).mockRejectedValueOnce(new Error('down'))
    later(rereadSeconds.before)
    expect(await read()).toBe(1)
    expect(await read()).toBe(1)
    expect(load).toHaveBeenCalledTimes(2)
    later(10)
    expect(await read()).toBe(1)
    later(10)
    expect(await read()).toBe(2)
  })

  it('is tried every ten seconds beside the work, too', async () => {
    const { load, read, later, settled } = reading()
    await read()
    load.mockRejectedValueOnce(new Error('down'))
    later(rereadSeconds.beside)
    for (const _ of [1, 2, 3]) {
      expect(await read()).toBe(1)
      await settled()
    }
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('is tried again at once after a first failure, which is told', async () => {
    const { load, read } = reading()
    load.mockRejectedValueOnce(new Error('down'))
    await expect(read()).rejects.toThrow('down')
    expect(await read()).toBe(1)
    expect(load).toHaveBeenCalledTimes(2)
  })
})

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
