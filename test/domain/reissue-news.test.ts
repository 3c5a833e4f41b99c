import { describe, expect, it } from 'vitest'
import type { ReissueState } from '../../shared/domain/reissue/reissue.ts'
import { newsOf, statesOfSameNews } from '../../shared/domain/reissue/reissue-news.ts'
import { now } from '../builders/values.ts'

describe('what a voter is told of a request', () => {
  it.each<[ReissueState, string]>([
    ['accepted', 'asked'],
    ['sending', 'asked'],
    ['failed', 'failed'],
  ])('that is %s is %s', (state, news) => {
    expect(newsOf({ state })).toBe(news)
  })

  it('of which the daily cap put the SMS off is that', () => {
    expect(newsOf({ state: 'held', heldOn: '2026-11-25' })).toBe('held')
    expect(newsOf({ state: 'sending', heldOn: '2026-11-25' })).toBe('asked')
  })

  it('that was withdrawn is that, until it is disowned', () => {
    const withdrawn = { state: 'cancelled', withdrawn: true } as const
    expect(newsOf(withdrawn)).toBe('withdrawn')
    expect(newsOf({ ...withdrawn, disownedAt: now })).toBe('cancelled')
    expect(statesOfSameNews(withdrawn)).toContain('cancelled')
  })

  it('of which SNS sends none is that', () => {
    expect(newsOf({ state: 'held', heldOn: 'limit' })).toBe('stopped')
    expect(newsOf({ state: 'sent', heldOn: 'limit' })).toBe('sent')
  })

  it('is the same in two states at most', () => {
    expect(statesOfSameNews({ state: 'sending' })).toEqual(['accepted', 'sending'])
    expect(statesOfSameNews({ state: 'held', heldOn: 'limit' })).toEqual(['held'])
    expect(statesOfSameNews({ state: 'sent' })).toEqual(['sent', 'delivered'])
    expect(statesOfSameNews({ state: 'failed' })).toEqual(['failed'])
  })
})
