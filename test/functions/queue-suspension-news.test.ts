import { describe, expect, it } from 'vitest'
import {
  maxMessagesPerRun,
  phaseToNotify,
  suspensionNews,
} from '../../functions/requeue-overdue-reissues/queue-suspension-news.ts'
import { firstCalendar } from '../../shared/domain/election/calendar.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { now } from '../builders/values.ts'

describe('the sweep', () => {
  const ids = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ reissueId: `${index}`, requestedAt: now }))
  const sweeping = (count: number, phase: () => number) => {
    const put: string[] = []
    const pauses: number[] = []
    const run = suspensionNews({
      overdueReissues: {
        async *overdue(obligation) {
          expect(obligation).toBe('sms')
          yield* ids(count)
        },
      },
      news: { put: async ({ reissueId, phase }) => void put.push(`${reissueId} ${phase}`) },
      phase,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    })
    return { run, put, pauses }
  }

  it('has each told once of each phase, however often it looks', async () => {
    let phase = 0
    const { run, put, pauses } = sweeping(21, () => phase)
    await run()
    expect(put).toEqual([])
    phase = 1
    await run()
    await run()
    expect(put).toHaveLength(21)
    phase = 2
    await run()
    expect(put).toHaveLength(42)
    expect(put.at(-1)).toBe('20 2')
    expect(pauses).toEqual([60, 60, 60, 60])
    phase = 0
    await run()
    expect(put).toHaveLength(42)
  })

  it('goes on where the minute before ended', async () => {
    const { run, put } = sweeping(maxMessagesPerRun + 5, () => 1)
    await run()
    expect(put).toHaveLength(maxMessagesPerRun)
    await run()
    expect(new Set(put).size).toBe(maxMessagesPerRun + 5)
  })

  it('leaves nobody out after a read or a put that failed', async () => {
    const put = new Set<string>()
    let failing: string | undefined
    const run = suspensionNews({
      overdueReissues: {
        async *overdue() {
          for (const reissueId of Array(30).keys()) {
            if (failing === 'read' && reissueId === 25) throw new Error(failing)
            yield { reissueId: String(reissueId) } as Reissue
          }
        },
      },
      news: {
        async put({ reissueId }) {
          if (failing === 'put' && reissueId === '12') throw new Error(failing)
          put.add(reissueId)
        },
      },
      phase: () => 1,
      pause: async () => {},
    })
    for (failing of ['read', 'put']) await expect(run()).rejects.toThrow(failing)
    expect(put.size).toBeLessThan(30)
    failing = undefined
    await run()
    expect(put.size).toBe(30)
  })

  it('tells of an end for half an hour', () => {
    const from = secondsLater(now, 60)
    const to = secondsLater(now, 3660)
    const calendar = { ...firstCalendar, version: 2, suspensions: [{ from, to }] }
    expect(phaseToNotify(calendar, now)).toBe(0)
    expect(phaseToNotify(calendar, secondsLater(from, 30))).toBe(1)
    expect(phaseToNotify(calendar, secondsLater(to, -1))).toBe(1)
    expect(phaseToNotify(calendar, to)).toBe(2)
    expect(phaseToNotify(calendar, secondsLater(to, 1799))).toBe(2)
    expect(phaseToNotify(calendar, secondsLater(to, 1800))).toBe(0)
  })
})
