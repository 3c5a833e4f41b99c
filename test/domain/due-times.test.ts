import { expect, test } from 'vitest'
import { nextRequeueAt, receiptDueTime } from '../../shared/domain/reissue/due-times.ts'
import type { Reissue, ReissueState } from '../../shared/domain/reissue/reissue.ts'
import { aReissue, later, now } from '../builders/values.ts'

const sent: Reissue['history'] = [
  { state: 'accepted', at: now },
  { state: 'sending', at: later(120) },
  { state: 'sent', at: later(121) },
]

test('the receipt of an SMS is expected for so many minutes after the SMS left, and not after it was asked for', () => {
  expect(receiptDueTime({ state: 'sent', history: sent }, 15)).toEqual(later(121 + 900))
  expect(receiptDueTime({ state: 'sent', history: sent }, 1)).toEqual(later(121 + 60))
})

test.each<ReissueState>(['accepted', 'delivered', 'failed'])('no receipt is due: %s', (state) => {
  const history = [...sent, { state, at: later(130) }]
  expect(receiptDueTime({ state, history }, 15)).toBeUndefined()
})

const waitAfter = (ageSeconds: number) => {
  const instant = later(ageSeconds)
  const wait = nextRequeueAt(aReissue({ requestedAt: now }), instant).getTime() - instant.getTime()
  return wait / 1000
}

test.each([
  [0, 'two minutes at least', 120],
  [121, 'as long as the request is old, so its copies stay few', 121],
  [1200, 'as long as the request is old, so its copies stay few', 1200],
  [7200, 'no longer than a message is tried, so the end of an outage is noticed soon', 1200],
])('the next requeue of a reissue of %i s waits %s', (ageSeconds, _, wait) => {
  expect(waitAfter(ageSeconds)).toBe(wait)
})
