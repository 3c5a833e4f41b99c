import { expect, it } from 'vitest'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { modeOfRoll, type RollOperation } from '../../shared/domain/roll/roll-operation.ts'
import { isKnownIn } from '../../shared/domain/voter/guests.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

it('a roll is the vote’s as soon as one of its imports is', () => {
  const imports = [true, undefined].map((rehearsal) => ({
    ...{ operationId: 'x', kind: 'import' as const, startedAt: now },
    ...(rehearsal && { rehearsal }),
  }))
  expect(modeOfRoll(imports as RollOperation[])).toBe('vote')
})

it('a guest is known to a rehearsal, whoever else to the vote', () => {
  expect(isKnownIn('rehearsal', { guest: true })).toBe(true)
  expect(isKnownIn('rehearsal', {})).toBe(false)
  expect(isKnownIn('vote', { guest: true })).toBe(false)
  expect(isKnownIn('vote', {})).toBe(true)
})

it('a file of a rehearsal decides for no vote, and one of before rehearsals for the vote', () => {
  const { mode: _, ...before } = election
  const digest = electionDigest(election)
  expect(electionDigest({ ...election, mode: 'rehearsal' })).not.toBe(digest)
  expect(electionDigest(before as typeof election)).toBe(digest)
})
