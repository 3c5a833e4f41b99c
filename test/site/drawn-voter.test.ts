import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keepDrawn, untilNextChangeMs } from '../../site/scripts/reissue/drawn-voter.ts'
import { signedInVoter } from '../builders/signed-in-voter.ts'

const at = Date.parse('2026-11-20T12:00:00Z')

describe('a page that shows a voter', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('goes by the server’s clock, on a phone that is a day late or early', () => {
    for (const wrong of [-86_400_000, 0, 86_400_000]) {
      vi.setSystemTime(at + wrong)
      const drawn: number[] = []
      const page = keepDrawn({ body: signedInVoter(), at }, (_, now) => drawn.push(now))
      vi.setSystemTime(at + wrong + 30_000)
      page.redraw()
      page.show(signedInVoter(), at + 31_000)
      expect(drawn).toEqual([at, at + 30_000, at + 31_000])
    }
  })

  test('waits for the next change, a minute at most, whatever is far or past', () => {
    expect(untilNextChangeMs([at - 1, at, at + 1500, at + 2000], at)).toBe(1500)
    expect(untilNextChangeMs([at + 40 * 86_400_000, Number.NaN], at)).toBe(60_000)
    expect(untilNextChangeMs([], at)).toBe(60_000)
  })

  test('draws at the very instant of a change, though its timer can only wait a minute', () => {
    vi.setSystemTime(at - 86_400_000)
    const closesAt = new Date(at + 150_000).toISOString()
    const drawn: number[] = []
    keepDrawn({ body: signedInVoter({ closesAt }), at }, (_, now) => drawn.push(now - at))
    vi.advanceTimersByTime(200_000)
    expect(drawn).toEqual([0, 60_000, 120_000, 150_000])
  })
})
