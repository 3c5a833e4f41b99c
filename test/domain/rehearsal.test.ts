import { expect, it, test } from 'vitest'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { belongsToMode } from '../../shared/domain/election-mode.ts'
import { modeOfRoll, type RollOperation } from '../../shared/domain/roll/roll-operation.ts'
import { wipedTables } from '../../shared/domain/roll/wiped-tables.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const operation = (kind: RollOperation['kind'], rehearsal?: true): RollOperation => ({
  ...{ operationId: kind, kind, startedAt: now },
  ...(rehearsal && { rehearsal }),
})

test("the imports alone say whose the tables are, and the vote's as soon as one of them is", () => {
  expect(modeOfRoll([])).toBeUndefined()
  expect(modeOfRoll([operation('smoke'), operation('remove')])).toBeUndefined()
  expect(modeOfRoll([operation('smoke'), operation('import', true)])).toBe('rehearsal')
  expect(modeOfRoll([operation('import'), operation('correct', true)])).toBe('vote')
  expect(modeOfRoll([operation('import', true), operation('import')])).toBe('vote')
})

test('a wipe empties the voters first, and last what says whose the tables are', () => {
  expect([wipedTables[0], wipedTables.at(-1)]).toEqual(['voters', 'rollOperations'])
})

it('a guest is known to a rehearsal, whoever else to the vote', () => {
  expect(belongsToMode('rehearsal', { guest: true })).toBe(true)
  expect(belongsToMode('rehearsal', {})).toBe(false)
  expect(belongsToMode('vote', { guest: true })).toBe(false)
  expect(belongsToMode('vote', {})).toBe(true)
})

it('a file of a rehearsal decides for no vote, and one of before rehearsals for the vote', () => {
  const { mode: _, ...before } = election
  const digest = electionDigest(election)
  expect(electionDigest({ ...election, mode: 'rehearsal' })).not.toBe(digest)
  expect(electionDigest(before as typeof election)).toBe(digest)
})
