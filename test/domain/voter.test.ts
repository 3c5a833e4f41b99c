import { describe, expect, it } from 'vitest'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import {
  canonicalEmail,
  hashIdentity,
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

  it('differs by address and by election, and does not show the address', () => {
    const id = voterIdOf(keys, 'alice@academie.example')
    expect(id).toMatch(/^[\w-]{22}$/)
    expect(voterIdOf(keys, 'alice@academie2.example')).not.toBe(id)
    expect(voterIdOf(otherKeys, 'alice@academie.example')).not.toBe(id)
  })
})

describe("a voter's identity", () => {
  const identity = { numen: '01E7812345ABC', birthDate: '1975-03-27' }
  const hash = hashIdentity(keys, voterId, identity)

  it('is the NUMEN and the birth date together, for this voter and this election', () => {
    expect(hashIdentity(keys, voterId, { ...identity })).toBe(hash)
    expect(hashIdentity(keys, voterId, { ...identity, numen: '01E7812345ABD' })).not.toBe(hash)
    expect(hashIdentity(keys, voterId, { ...identity, birthDate: '1975-03-28' })).not.toBe(hash)
    expect(hashIdentity(keys, otherVoterId, identity)).not.toBe(hash)
    expect(hashIdentity(otherKeys, voterId, identity)).not.toBe(hash)
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
    ['alice', 'martin', 'AM'],
    [' Zoé ', ' d’Arcy', 'ZD'],
    ['e\u0301mile', 'œuvrard', 'ÉŒ'],
    ['Alice', '', 'A'],
    ['', '', ''],
  ])('of "%s" "%s" are "%s"', (firstName, lastName, initials) => {
    expect(initialsOf({ firstName, lastName })).toBe(initials)
  })
})
