import { expect, it } from 'vitest'
import { repositoryFiles, textOf } from './repository.ts'

const filesOf = (ending: string) =>
  repositoryFiles(ending)
    .filter((path) => path.startsWith('functions/'))
    .map((path) => ({ name: path.split('/')[1], text: textOf(path) }))
const handlers = filesOf('handler.ts')

const namesOf = (found: typeof handlers) => found.map(({ name }) => name)

it("a function that knows the election's clock reads the wall's for nothing that a suspension stops", () => {
  const knowing = handlers.filter(({ text }) => /\btime\b/.test(text))
  expect(knowing.length).toBeGreaterThan(15)
  const readingBoth = knowing.filter(({ text }) => /new Date\(\)|Date\.now\(/.test(text))
  expect(namesOf(readingBoth)).toEqual([
    // The staff's codes, files, actions and looks go by their own clock (shared/runtime/staff-ports.ts).
    'create-file-code',
    // The roll's seal is a date of law.
    'requeue-overdue-reissues',
    'show-watch',
  ])
})

it('what sends by turns stops while the election is suspended, and what waits for its turn gets none', () => {
  const turnsIn = (text: string) => text.match(/(time\.unlessSuspended\()?begin[A-Z]\w+\(\)/g) ?? []
  const sending = filesOf('.ts').filter(({ text }) => turnsIn(text).length > 0)
  const turning = sending.flatMap(({ name, text }) =>
    turnsIn(text).map((turn) => `${name}: ${turn}`),
  )
  expect(turning.sort()).toEqual([
    // News of an account, a new password say, leave meanwhile: they wait for no clock.
    'mail-voters: beginNews()',
    'mail-voters: time.unlessSuspended(beginLinks()',
    'mail-voters: time.unlessSuspended(beginStopLinks()',
    'send-identifier: time.unlessSuspended(beginTurns()',
    'tell-ledger-head: beginTurns()',
  ])
  const going = sending.filter(({ text }) => !text.includes('waitsWhileSuspended:'))
  expect(namesOf(going)).toEqual(['tell-ledger-head'])
})
