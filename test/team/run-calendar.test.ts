import { expect, test } from 'vitest'
import { calendarTexts as texts } from '../../shared/texts/election/calendar-command.ts'
import { runCalendarChange } from '../../team/calendar/run-calendar.ts'
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
    const change = { change: 'extend', minutes: 90 } as const
    expect(await runCalendarChange(change, { ...reach(), reason: 'panne des SMS' })).toBe(3)
    const command = `npm run calendar -- extend 90 --reason "…" ${how}`
    const standing = [texts.unchanged, expect.stringMatching('^Les demandes fermeraient ')]
    expect(reached.saidAsError).toEqual([texts.asked(command, 60), ...more, ...standing])
  },
)
