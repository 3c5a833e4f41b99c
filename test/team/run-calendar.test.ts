import { expect, test } from 'vitest'
import { invalidDurationText, readMinutes, runExtend } from '../../team/calendar/run-calendar.ts'
import { secondPersonTexts } from '../../team/keys/second-person.ts'
import { aLocalElection } from '../builders/local-election.ts'

const reached = await aLocalElection()
test('an extension awaits a second person, and shows the present closing time', async () => {
  const asked = { ...reached.options, reason: 'panne des SMS' }
  const { request: first, pendingRequest: askedAlready, localCallerHint } = secondPersonTexts
  const closing = ['^Le vote ouvre .* et ferme ', '^Les demandes ferment ']
  const closingTimes = closing.map((line) => expect.stringMatching(line))
  for (const awaited of [first(true), askedAlready]) {
    reached.saidAsError.length = 0
    expect(await reached.run(runExtend, ['1', 'h', '30'], asked)).toBe(3)
    expect(reached.saidAsError).toEqual([...closingTimes, awaited, localCallerHint])
  }
})

test.each([
  ['90', 90],
  ['90 min', 90],
  ['1h', 60],
  ['2 heures', 120],
  ['1 h 30', 90],
  ['1h30min', 90],
  ['2 jours 1 h', 2940],
])('the duration %s is %d minutes', (typed, minutes) => {
  expect(readMinutes(typed)).toBe(minutes)
})

test.each(['', '0', '8 jours', '2 h demain', '-5', '1,5 h', 'h'])(
  '« %s » is refused as a duration',
  (typed) => {
    expect(() => readMinutes(typed)).toThrow(invalidDurationText)
  },
)
