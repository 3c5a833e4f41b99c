import { describe, expect, it } from 'vitest'
import type { ReissueState } from '../../shared/domain/reissue.ts'
import { newsOf } from '../../shared/domain/reissue-news.ts'
import { now } from '../builders/values.ts'

describe('what a voter is told of a request', () => {
  it.each<[ReissueState[], string | undefined]>([
    [['accepted'], 'asked'],
    [['accepted', 'sending'], 'asked'],
    [['accepted', 'sending', 'sent'], 'sent'],
    [['accepted', 'sending', 'sent', 'delivered'], 'sent'],
    [['accepted', 'sending', 'sent', 'failed'], 'sent'],
    [['accepted', 'sending', 'failed'], undefined],
    [['accepted', 'cancelled'], 'cancelled'],
  ])('after %j is %s', (states, news) => {
    const history = states.map((state) => ({ state, at: now }))
    expect(newsOf({ state: states.at(-1) as ReissueState, history })).toBe(news)
  })
})
