import { expect, it } from 'vitest'
import { repositoryFiles, textOf } from './repository.ts'

const handlers = repositoryFiles('handler.ts')
  .filter((path) => path.startsWith('functions/'))
  .map((path) => ({ name: path.split('/')[1], text: textOf(path) }))

const namesOf = (found: typeof handlers) => found.map(({ name }) => name)

it("a function that knows the election's clock reads the wall's for nothing that a suspension stops", () => {
  const knowing = handlers.filter(({ text }) => text.includes('electionTime('))
  expect(knowing.length).toBeGreaterThan(15)
  const readingBoth = knowing.filter(({ text }) => /new Date\(\)|Date\.now\(/.test(text))
  expect(namesOf(readingBoth)).toEqual([
    // The staff's codes, files, actions and looks go by their own clock.
    'act-on-file',
    'create-file-code',
    'print-notice',
    'repair-voter',
    // The roll's seal is a date of law.
    'requeue-overdue-reissues',
    // What a process remembers gets old meanwhile.
    'send-identifier',
    'show-file',
    'show-staff-session',
    'show-watch',
  ])
})

it('what sends by turns stops while the election is suspended, and what waits for its turn gets none', () => {
  const sending = handlers.filter(({ text }) => text.includes('beginTurns()'))
  expect(sending.length).toBeGreaterThan(3)
  const going = sending.filter(({ text }) => !text.includes('waitsWhileSuspended:'))
  expect(namesOf(going)).toEqual(['tell-ledger-head'])
  // News of an account, a new password say, leave meanwhile: they wait for no clock.
  const turning = sending.filter(({ text }) => !text.includes('time.unlessSuspended(beginTurns())'))
  expect(namesOf(turning)).toEqual(['tell-by-email', 'tell-ledger-head'])
})
