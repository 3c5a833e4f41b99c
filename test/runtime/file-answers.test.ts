import { expect, it } from 'vitest'
import {
  actorOf,
  answerToAction,
  openingReply,
  problemOfAction,
} from '../../shared/runtime/file-answers.ts'
import type { Problem } from '../../shared/runtime/problem.ts'
import { now } from '../builders/values.ts'
import { printedLines } from './pipeline.ts'

const printed = printedLines()
const events = () =>
  printed.map((line) => {
    const { at, ...event } = JSON.parse(line)
    return event
  })

it.each(['done', 'again'] as const)(
  'an action of the staff is answered without a body once %s',
  (outcome) => {
    expect(answerToAction({ outcome, action: 'free-phone' })).toEqual({})
    expect(events()).toEqual([{ event: 'file.acted-on', action: 'free-phone', outcome }])
  },
)

it('an action of the staff is answered with the code for a second person, which is not logged', () => {
  const asked = { outcome: 'asked', action: 'free-phone', code: '12345678' } as const
  expect(answerToAction({ ...asked, expiresAt: now })).toEqual({
    second: { code: '12345678', expiresAt: '2026-11-25T09:00:00.000Z' },
  })
  expect(events()).toEqual([{ event: 'file.acted-on', action: 'free-phone', outcome: 'asked' }])
})

const tooMany = { outcome: 'too-many-attempts', retryAfterSeconds: 42 } as const
const told = (refusal: object) => {
  const { code, members } = refusal as Problem
  return { code, members }
}

it.each([
  ['not-offered', problemOfAction, { event: 'file-action.refused', why: 'not-offered' }],
  ['not-found', openingReply, { event: 'file.refused' }],
] as const)('a refusal of staff is answered with the reason: %s', (code, answer, event) => {
  expect(told(answer({ outcome: code } as never))).toEqual({ code, members: {} })
  expect(events()).toEqual([event])
  const members = { retryAfterSeconds: 42 }
  expect(told(answer(tooMany))).toEqual({ code: 'too-many-attempts', members })
  expect(events()).toEqual([event])
})

it('an opened file is answered without a body, and the role is logged', () => {
  expect(openingReply({ outcome: 'opened', role: 'agent' })).toEqual({ status: 204 })
  expect(events()).toEqual([{ event: 'file.opened', role: 'agent' }])
})

it('the file that a page shows is read from its field only', () => {
  const shownIn = (json: unknown) =>
    actorOf({ json, readCookie: () => 'cookie', clientNetwork: '192.0.2.1' }).shownExpiry()
  const file = '2026-11-25T09:15:00.000Z'
  expect(shownIn({ file, action: 'free-phone' })).toBe(file)
  for (const other of [undefined, null, {}, { file: 42 }, 'file']) {
    expect(shownIn(other)).toBeUndefined()
  }
})
