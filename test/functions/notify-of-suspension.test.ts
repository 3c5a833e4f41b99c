import { expect, test } from 'vitest'
import {
  maxMessagesPerRun,
  phaseToNotify,
  suspensionNotifier,
} from '../../functions/requeue-overdue-reissues/notify-of-suspension.ts'
import { emptyCalendar } from '../../shared/domain/election/calendar.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { now } from '../builders/values.ts'

const notifying = (count: number, phase: () => number) => {
  const put: string[] = []
  const pauses: number[] = []
  let failing: 'read' | 'put' | undefined
  const run = suspensionNotifier({
    overdueReissues: {
      async *list(obligation) {
        expect(obligation).toBe('sms')
        for (let index = 0; index < count; index++) {
          if (failing === 'read' && index === 25) throw new Error(failing)
          yield { reissueId: `${index}`, requestedAt: now }
        }
      },
    },
    notifications: {
      async put({ reissueId, phase }) {
        if (failing === 'put' && reissueId === '12') throw new Error(failing)
        put.push(`${reissueId} ${phase}`)
      },
    },
    readPhase: phase,
    pause: async (milliseconds) => void pauses.push(milliseconds),
  })
  const fail = (what?: typeof failing) => {
    failing = what
  }
  return { run, put, pauses, fail }
}

test('the reconciler notifies each voter once of each phase, however often it runs', async () => {
  let phase = 0
  const { run, put, pauses } = notifying(21, () => phase)
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

test('the reconciler goes on where the minute before ended', async () => {
  const { run, put } = notifying(maxMessagesPerRun + 5, () => 1)
  await run()
  expect(put).toHaveLength(maxMessagesPerRun)
  await run()
  expect(new Set(put).size).toBe(maxMessagesPerRun + 5)
})

test('the reconciler leaves nobody out after a read or a put that failed', async () => {
  const { run, put, fail } = notifying(30, () => 1)
  for (const failing of ['read', 'put'] as const) {
    fail(failing)
    await expect(run()).rejects.toThrow(failing)
  }
  expect(new Set(put).size).toBeLessThan(30)
  fail()
  await run()
  expect(new Set(put).size).toBe(30)
})

test('the reconciler notifies of a resumption for half an hour', () => {
  const from = secondsLater(now, 60)
  const to = secondsLater(now, 3660)
  const calendar = { ...emptyCalendar, version: 2, suspensions: [{ from, to }] }
  expect(phaseToNotify(calendar, now)).toBe(0)
  expect(phaseToNotify(calendar, secondsLater(from, 30))).toBe(1)
  expect(phaseToNotify(calendar, secondsLater(to, -1))).toBe(1)
  expect(phaseToNotify(calendar, to)).toBe(2)
  expect(phaseToNotify(calendar, secondsLater(to, 1799))).toBe(2)
  expect(phaseToNotify(calendar, secondsLater(to, 1800))).toBe(0)
})
