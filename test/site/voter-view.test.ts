import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVoterView } from '../../site/scripts/reissue/voter-view.ts'
import { signedInVoter } from '../builders/signed-in-voter.ts'

const at = Date.parse('2026-11-20T12:00:00Z')

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test.each([-86_400_000, 0, 86_400_000])(
  'a page redraws every second by the server’s clock on a phone that is %i ms off',
  (wrong) => {
    vi.setSystemTime(at + wrong)
    const drawn: number[] = []
    const page = createVoterView({ body: signedInVoter(), at }, (_, now) => drawn.push(now - at))
    vi.advanceTimersByTime(2_500)
    page.show(signedInVoter(), at + 31_000)
    vi.advanceTimersByTime(500)
    expect(drawn).toEqual([0, 1_000, 2_000, 31_000, 31_500])
  },
)
