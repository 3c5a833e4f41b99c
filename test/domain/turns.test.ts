import { expect, it } from 'vitest'
import { sendersOf, turnKinds, turnMilliseconds } from '../../shared/domain/turns.ts'

it('turns are so far apart that none which is late leaves beside more than the rate in a second', () => {
  // 20 ms late, and 10 ms from one to another.
  expect([1, 10, 1030].map(turnMilliseconds)).toEqual([1030, 103, 1])
})

it('a rate has senders enough to use it up and one more, and links at least half as many as its mails', () => {
  const of = (perSecond: number) => turnKinds.map((kind) => sendersOf(kind, perSecond))
  expect(of(1)).toEqual([3, 3, 3, 3])
  expect(of(43)).toEqual([4, 4, 21, 4])
  expect(of(200)).toEqual([11, 11, 100, 11])
})
