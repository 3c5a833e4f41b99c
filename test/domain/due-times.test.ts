import { describe, expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { waitWithoutMail } from '../../shared/domain/reissue/bounced-stop-link.ts'
import { nextSweep, receiptDueOf } from '../../shared/domain/reissue/due-times.ts'
import type { Reissue, ReissueState } from '../../shared/domain/reissue/reissue.ts'
import { leaveToItsMessage } from '../../shared/domain/reissue/reissue-news.ts'
import { aReissue, type BothClocks, bothClocks, now } from '../builders/values.ts'

const later = (seconds: number) => secondsLater(now, seconds)

describe('the receipt of an SMS', () => {
  const sent: Reissue['history'] = [
    { state: 'accepted', at: now },
    { state: 'sending', at: later(120) },
    { state: 'sent', at: later(121) },
  ]

  it('is expected for so many minutes after the SMS left, and not after it was asked for', () => {
    expect(receiptDueOf({ state: 'sent', history: sent }, 15)).toEqual(later(121 + 900))
    expect(receiptDueOf({ state: 'sent', history: sent }, 1)).toEqual(later(121 + 60))
  })

  it.each<ReissueState>(['accepted', 'delivered', 'failed'])(
    'is not expected of a request that is %s',
    (state) => {
      const history = [...sent, { state, at: later(130) }]
      expect(receiptDueOf({ state, history }, 15)).toBeUndefined()
    },
  )
})

describe('a mail that goes back to its queue', () => {
  it('is brought by no sweep meanwhile, and by one more where that cannot be noted', async () => {
    const reissue = aReissue({ requestedAt: now })
    const postponed: [string, BothClocks][] = []
    const postpone = async (reissueId: string, dueAt: BothClocks) =>
      void postponed.push([reissueId, dueAt])
    const clock = () => later(600)
    await leaveToItsMessage({ reissueMails: { postpone }, clock }, reissue)
    expect(postponed).toEqual([[reissue.reissueId, nextSweep(reissue, later(600))]])
    const failing = { postpone: () => Promise.reject(new Error('no answer')) }
    await leaveToItsMessage({ reissueMails: failing, clock }, reissue)
  })
})

describe('the stop link of a reissue that reached nobody', () => {
  const bounced = async (reissue: Reissue, isUnmoved = true) => {
    const noted: object[] = []
    const unconfirm = async (_: Reissue, bounce: object) => {
      noted.push(bounce)
      return isUnmoved
    }
    const waiting = { smsWaitsForMailMinutes: 60 }
    const ports = { reissueMails: { unconfirm }, election: waiting, clock: () => later(30) }
    return { isSettled: await waitWithoutMail(ports, reissue), noted }
  }

  it('has its SMS wait as if the mail had not left, unless the request moved on', async () => {
    const reissue = aReissue({ requestedAt: now, expectedAt: later(180) })
    // An hour, two minutes for the sweep and one for the carrier.
    const noted = [{ at: later(30), expectedAt: later(3600 + 180) }]
    expect(await bounced(reissue)).toEqual({ isSettled: true, noted })
    expect(await bounced(reissue, false)).toEqual({ isSettled: false, noted })
    const late = { ...reissue, expectedAt: later(9000) }
    expect((await bounced(late)).noted).toEqual([{ at: later(30), expectedAt: later(9000) }])
  })

  it('changes nothing once the SMS may have left', async () => {
    const sent = aReissue({ state: 'sent' })
    expect(await bounced(sent)).toEqual({ isSettled: true, noted: [] })
  })
})

describe('the next sweep of a reissue', () => {
  const waitAfter = (ageSeconds: number) => {
    const instant = bothClocks(now.getTime() + ageSeconds * 1000)
    const wait = nextSweep(aReissue({ requestedAt: now }), instant).getTime() - instant.getTime()
    return wait / 1000
  }

  it('waits two minutes at least', () => {
    expect(waitAfter(0)).toBe(120)
  })

  it('never waits longer than a message is tried, so the end of an outage is noticed soon', () => {
    expect(waitAfter(7200)).toBe(1200)
  })

  it('then waits as long as the request is old, so its copies stay few', () => {
    expect(waitAfter(121)).toBe(121)
    expect(waitAfter(1200)).toBe(1200)
  })
})
