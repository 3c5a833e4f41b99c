import { expect, test } from 'vitest'
import { readMinutes, runExtend } from '../../team/calendar/run-calendar.ts'
import { calendarTexts as texts } from '../../team/calendar/texts.ts'
import { aLocalElection } from '../builders/local-election.ts'

const reached = await aLocalElection()
const onAws = () => reached.asStack('Operator')

test.each([
  ['a local run', () => reached.options, '--local 8080', [texts.onThisMachine]],
  ['the stack of its file', onAws, '--stack', []],
  ['a stack that it names', () => ({ ...onAws(), stack: 'Autre' }), '--stack Autre', []],
  [
    'another file',
    () => ({ ...onAws(), election: './election.json' }),
    '--stack --election ./election.json',
    [],
  ],
])(
  'who asks to extend a vote is told how another person reaches %s',
  async (_, reach, how, more) => {
    expect(await runExtend(['1', 'h', '30'], { ...reach(), reason: 'panne des SMS' })).toBe(3)
    const command = `npm run election -- extend 90 min --reason "…" ${how}`
    const standing = [texts.unchanged, expect.stringMatching('^Les demandes fermeraient ')]
    expect(reached.saidAsError).toEqual([texts.asked(command, 60), ...more, ...standing])
  },
)

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
  '« %s » extends nothing, and the election is not reached',
  async (typed) => {
    expect(await runExtend([typed], { ...reached.options, reason: 'panne des SMS' })).toBe(2)
    expect([reached.saidAsError, reached.asked]).toEqual([[texts.notDuration], []])
  },
)
