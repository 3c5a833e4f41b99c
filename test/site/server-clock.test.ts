import { afterEach, describe, expect, test, vi } from 'vitest'
import { keepDrawn, ServerClock, untilNextChangeMs } from '../../site/scripts/server-clock.ts'

const at = Date.parse('2026-12-10T15:00:00Z')

afterEach(() => {
  vi.useRealTimers()
})

describe('the clock of a page', () => {
  test('is the server’s, on a phone that is a day late or early', () => {
    vi.useFakeTimers()
    for (const wrong of [-86_400_000, 0, 86_400_000]) {
      vi.setSystemTime(at + wrong)
      const clock = new ServerClock(at)
      vi.setSystemTime(at + wrong + 90_000)
      expect(clock.now()).toBe(at + 90_000)
      clock.set(at + 91_000)
      expect(clock.now()).toBe(at + 91_000)
    }
  })

  test('waits for the next change, a minute at most, whatever is far or past', () => {
    expect(untilNextChangeMs([at - 1, at, at + 1500, at + 2000], at)).toBe(1500)
    expect(untilNextChangeMs([at + 40 * 86_400_000, Number.NaN], at)).toBe(60_000)
    expect(untilNextChangeMs([], at)).toBe(60_000)
  })

  test('draws at the very instant of a change, though its timer can only wait a minute', () => {
    vi.useFakeTimers()
    vi.setSystemTime(at - 86_400_000)
    const clock = new ServerClock(at)
    const drawn: number[] = []
    keepDrawn(clock, () => {
      drawn.push(clock.now() - at)
      return [at + 150_000]
    })
    vi.advanceTimersByTime(200_000)
    expect(drawn).toEqual([0, 60_000, 120_000, 150_000])
  })
})
