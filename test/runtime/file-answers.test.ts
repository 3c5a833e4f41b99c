import { expect, it } from 'vitest'
import type { ActionRefusal } from '../../shared/access/act-in-file.ts'
import type { FileOpeningResult } from '../../shared/access/open-file.ts'
import {
  actorOf,
  answerToAction,
  openingReply,
  problemOfAction,
} from '../../shared/runtime/file-answers.ts'
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

type Told = [code: string, members: object, events: object[]]

it.each<[ActionRefusal, Told]>([
  [
    { outcome: 'not-offered' },
    ['not-offered', {}, [{ event: 'file-action.refused', why: 'not-offered' }]],
  ],
  [
    { outcome: 'too-many-attempts', retryAfterSeconds: 42 },
    ['too-many-attempts', { retryAfterSeconds: 42 }, []],
  ],
])('a refused action of the staff is answered with the reason: %o', (refused, told) => {
  const { code, members } = problemOfAction(refused)
  expect([code, members, events()]).toEqual(told)
})

it.each<[Exclude<FileOpeningResult, { outcome: 'opened' }>, Told]>([
  [{ outcome: 'not-found' }, ['not-found', {}, [{ event: 'file.refused' }]]],
  [
    { outcome: 'too-many-attempts', retryAfterSeconds: 42 },
    ['too-many-attempts', { retryAfterSeconds: 42 }, []],
  ],
])('a file that stays closed is answered with the reason: %o', (refused, told) => {
  const [code, members, journalled] = told
  expect(openingReply(refused)).toMatchObject({ code, members })
  expect(events()).toEqual(journalled)
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
