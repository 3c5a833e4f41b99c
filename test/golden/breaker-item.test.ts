// A change of this item closes or opens the breaker of an election that is running.
import { describe, expect, it } from 'vitest'
import { heldByLimit } from '../../shared/domain/reissue/reissue.ts'
import type { SmsBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { fromBreakerItem, toBreakerItem } from '../../shared/tables/sms-days.ts'

const instant = (time: string) => new Date(`2026-11-25T${time}Z`)

const breaker: SmsBreaker = {
  version: 3,
  circuits: {
    account: {
      refusals: [],
      since: instant('18:00:00.000'),
      open: { trialAt: instant('18:15:00.000'), waitSeconds: 900 },
      trial: { reissueId: 'reissue-2', until: instant('18:20:01.000'), hasLeft: true },
    },
    RE: {
      refusals: [{ reissueId: 'reissue-1', at: instant('18:01:00.000') }],
      since: new Date(0),
    },
  },
  pauses: { NC: { since: instant('18:02:00.000'), reason: 'panne' } },
  caps: { PF: { smsPerDay: 500, since: instant('18:03:00.000'), reason: 'budget' } },
}

const item = {
  day: 'breaker',
  version: 3,
  circuits: {
    account: {
      refusals: [],
      since: '2026-11-25T18:00:00.000Z',
      open: { trialAt: '2026-11-25T18:15:00.000Z', waitSeconds: 900 },
      trial: { reissueId: 'reissue-2', until: '2026-11-25T18:20:01.000Z', hasLeft: true },
    },
    RE: {
      refusals: [{ reissueId: 'reissue-1', at: '2026-11-25T18:01:00.000Z' }],
      since: '1970-01-01T00:00:00.000Z',
    },
  },
  pauses: { NC: { since: '2026-11-25T18:02:00.000Z', reason: 'panne' } },
  caps: { PF: { smsPerDay: 500, since: '2026-11-25T18:03:00.000Z', reason: 'budget' } },
  ttl: 1_795_629_600 + 97 * 86_400,
}

describe('the breaker of the SMS', () => {
  it('is written as this item, and read from it', () => {
    expect(toBreakerItem(breaker, instant('18:00:00.000'))).toEqual(item)
    expect(fromBreakerItem(item as ReturnType<typeof toBreakerItem>)).toEqual(breaker)
  })

  it('leaves this word on the requests that it holds', () => {
    expect(heldByLimit).toBe('limit')
  })
})
