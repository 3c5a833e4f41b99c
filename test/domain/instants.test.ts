import { describe, expect, it } from 'vitest'
import { earliest, latest, secondsLater, secondsUntil } from '../../shared/domain/instants.ts'
import { now } from '../builders/values.ts'

describe('an instant', () => {
  it('some seconds later, or earlier, is exact to the millisecond', () => {
    expect(secondsLater(now, 1.5).getTime() - now.getTime()).toBe(1500)
    expect(secondsLater(now, -0.001).getTime() - now.getTime()).toBe(-1)
  })

  it('is the latest or the earliest of several, in whatever order they come', () => {
    const [before, after] = [secondsLater(now, -1), secondsLater(now, 1)]
    for (const instants of [
      [before, now, after],
      [after, now, before],
    ]) {
      expect(latest(...instants)).toEqual(after)
      expect(earliest(...instants)).toEqual(before)
    }
  })
})

describe('the seconds until an instant', () => {
  it.each([
    ['2026-11-25T09:00:10.000Z', 10],
    ['2026-11-25T09:00:09.001Z', 10],
    ['2026-11-25T09:00:00.001Z', 1],
  ])('are rounded up: %s', (instant, seconds) => {
    expect(secondsUntil(new Date(instant), now)).toBe(seconds)
  })

  it('are never less than one, even when it is past', () => {
    expect(secondsUntil(now, now)).toBe(1)
    expect(secondsUntil(new Date('2026-11-25T08:00:00Z'), now)).toBe(1)
  })
})
