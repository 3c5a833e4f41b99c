import { expect, test } from 'vitest'
import {
  deriveIdentifier,
  hashIdentifier,
  holdsIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { initialsOf } from '../../shared/domain/voter/initials.ts'
import { remainingReissues } from '../../shared/domain/voter/voter.ts'
import { aVoter, keys, otherKeys, otherVoterId, voterId } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const identifier = deriveIdentifier(keys, voterId, 'notice')
const voter = aVoter({ identifierHash: hashIdentifier(keys, voterId, identifier) })

test("a voter's identifier is the one that the roll keeps the hash of for them, and no other", () => {
  expect(holdsIdentifier(keys, voter, identifier)).toBe(true)
  expect(holdsIdentifier(keys, voter, deriveIdentifier(keys, voterId, 'reissue-1'))).toBe(false)
  expect(holdsIdentifier(otherKeys, voter, identifier)).toBe(false)
  expect(holdsIdentifier(keys, { ...voter, voterId: otherVoterId }, identifier)).toBe(false)
})

const { smsPerVoter } = election.limits

test.each([
  [3, 'who has asked for none', {}],
  [1, 'who asked twice', { reissueCount: 2, smsCount: 2 }],
  [1, 'who may have one more SMS, all others having failed', { smsCount: smsPerVoter - 1 }],
  [0, 'who had the last of their SMS', { smsCount: smsPerVoter }],
  [0, 'who asked for, or had, more than they may', { reissueCount: 4, smsCount: smsPerVoter + 1 }],
])('%i requests are left to a voter %s', (left, _, changes) => {
  expect(remainingReissues(aVoter(changes), election.limits)).toBe(left)
})

test.each([
  ['Jean-Luc', 'Le Goff', 'JL'],
  [' Zoé ', ' d’Arcy', 'ZD'],
  ['e\u0301mile', 'œuvrard', 'ÉŒ'],
  ['Alice', '', 'A'],
  ['', '', ''],
])('the initials of "%s" "%s" are "%s"', (firstName, lastName, initials) => {
  expect(initialsOf({ firstName, lastName })).toBe(initials)
})
