import { expect, it } from 'vitest'
import { intervalMilliseconds } from '../../shared/domain/rate-limiter.ts'

it('tokens are so far apart that none which is late leaves beside more than the rate in a second', () => {
  // 20 ms late, and 10 ms between senders.
  expect([1, 10, 1030].map(intervalMilliseconds)).toEqual([1030, 103, 1])
})
