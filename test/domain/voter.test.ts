import { describe, expect, it } from 'vitest'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import {
  canonicalEmail,
  holdsIdentifier,
  initialsOf,
  voterIdOf,
} from '../../shared/domain/voter/voter.ts'
import { aVoter, keys, otherKeys, otherVoterId, voterId } from '../builders/values.ts'

describe("a voter's id", () => {
  it('is the same whatever the case, the spaces around and the way accents are coded', () => {
    const typings = [
      'Zoé.Martin@academie.example',
      ' zoé.martin@academie.example ',
      'ZOÉ.MARTIN@ACADEMIE.EXAMPLE',
      'zoe\u0301.martin@academie.example',
    ]
    expect(new Set(typings.map((email) => voterIdOf(keys, email))).size).toBe(1)
    expect(new Set(typings.map(canonicalEmail))).toEqual(new Set(['zoé.martin@academie.example']))
  })
})

describe("a voter's identifier", () => {
  const identifier = deriveIdentifier(keys, voterId, 'notice')
  const voter = aVoter({ identifierHash: hashIdentifier(keys, voterId, identifier) })

  it('is the one that the roll keeps the hash of, and no other', () => {
    expect(holdsIdentifier(keys, voter, identifier)).toBe(true)
    expect(holdsIdentifier(keys, voter, deriveIdentifier(keys, voterId, 'reissue-1'))).toBe(false)
    expect(holdsIdentifier(otherKeys, voter, identifier)).toBe(false)
  })

  it('is refused for another voter, even with the same hash copied over', () => {
    expect(holdsIdentifier(keys, { ...voter, voterId: otherVoterId }, identifier)).toBe(false)
  })
})

describe("a voter's initials", () => {
  it.each([
    ['Jean-Luc', 'Le Goff', 'JL'],
    [' Zoé ', ' d’Arcy', 'ZD'],
    ['e\u0301mile', 'œuvrard', 'ÉŒ'],
    ['Alice', '', 'A'],
    ['', '', ''],
  ])('of "%s" "%s" are "%s"', (firstName, lastName, initials) => {
    expect(initialsOf({ firstName, lastName })).toBe(initials)
  })
})
