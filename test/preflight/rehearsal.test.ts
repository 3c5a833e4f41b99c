import { expect, it } from 'vitest'
import { judgeMode } from '../../team/preflight/rehearsal.ts'

it.each([
  ['a rehearsal that was not wiped', 'vote', 'rehearsal', ['blocks']],
  ['the vote’s roll, before a rehearsal', 'rehearsal', 'vote', ['blocks']],
  ['nothing, before a rehearsal', 'rehearsal', undefined, ['warning']],
  ['a rehearsal that goes on', 'rehearsal', 'rehearsal', ['warning']],
  ['the vote’s roll', 'vote', 'vote', ['ok']],
  ['nothing, before the vote', 'vote', undefined, []],
] as const)(
  'what stands in the tables is judged before a deployment: %s',
  (_, mode, standing, verdicts) => {
    expect(judgeMode(mode, standing).map(({ verdict }) => verdict)).toEqual(verdicts)
  },
)
