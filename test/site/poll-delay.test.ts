import { describe, expect, test } from 'vitest'
import { pollDelayMs } from '../../site/scripts/reissue/poll-delay.ts'

describe('the interval between two polls', () => {
  const opened = Date.parse('2026-11-20T12:00:00Z')
  const dueIn = (seconds: number) => new Date(opened + seconds * 1000).toISOString()
  const delays = (
    reissue: { state: 'accepted' | 'sent'; expectedAt?: string; receiptDueAt?: string },
    count: number,
  ) => {
    const waits: number[] = []
    let at = opened
    while (waits.length < count) {
      const wait = pollDelayMs({ expectedAt: dueIn(180), ...reissue }, waits.length, at)
      if (wait === undefined) break
      waits.push(wait)
      at += wait
    }
    return waits
  }
  const sum = (waits: number[]) => waits.reduce((sum, wait) => sum + wait, 0)

  test('grows from 2 s to 30 s while the departure is far', () => {
    expect(delays({ state: 'accepted', expectedAt: dueIn(900) }, 9)).toEqual([
      2000, 3000, 4500, 6750, 10125, 15188, 22781, 30000, 30000,
    ])
  })

  test('is 2 to 3 s around the departure, and long again after the expected time', () => {
    let after = 0
    const looks = delays({ state: 'accepted' }, 40).map((wait) => {
      after += wait
      return { after, wait }
    })
    const close = looks.filter(({ after }) => after > 116_000 && after < 181_000)
    for (const { wait } of close) expect(wait).toBeLessThanOrEqual(3000)
    expect(close.length).toBeLessThan(30)
    const late = looks.filter(({ after }) => after > 183_000)
    expect(late.length).toBeGreaterThan(0)
    for (const { wait } of late) expect(wait).toBe(30_000)
  })

  test('grows to 5 minutes while the SMS waits for tomorrow, and is short again in time', () => {
    const polls = delays({ state: 'accepted', expectedAt: dueIn(6 * 3600) }, 140)
    expect(Math.max(...polls)).toBe(300_000)
    expect(polls.indexOf(2500)).toBeGreaterThan(100)
  })

  test('grows to 2 minutes after the hand-over, and polling ends after half an hour', () => {
    const polls = delays({ state: 'sent' }, 2000)
    expect(Math.max(...polls)).toBe(120_000)
    const minutes = sum(polls) / 60_000
    expect(minutes).toBeGreaterThan(29)
    expect(minutes).toBeLessThan(33)
  })

  test.each([1, 90, 900, 7200, 259_200])(
    'lasts until a receipt due in %i s is overdue, with a poll within 2 s',
    (seconds) => {
      let after = 0
      const moments = delays({ state: 'sent', receiptDueAt: dueIn(seconds) }, 5000).map(
        (wait) => (after += wait),
      )
      const lateMs = moments.map((moment) => moment - seconds * 1000).find((late) => late >= 0)
      expect(lateMs).toBeLessThanOrEqual(2000)
      expect(moments.length).toBeLessThan(5000)
    },
  )

  test.each(['delivered', 'failed', 'cancelled'] as const)(
    'ends once the request is %s',
    (state) => {
      const over = { state, expectedAt: dueIn(180), receiptDueAt: dueIn(900) }
      expect(pollDelayMs(over, 0, opened)).toBeUndefined()
    },
  )
})
