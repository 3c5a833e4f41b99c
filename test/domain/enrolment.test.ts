import { describe, expect, it } from 'vitest'
import {
  enrol,
  holdsNotice,
  mayHoldNotice,
  noIdentifierHash,
  noticeIdentifier,
  type RollEntry,
} from '../../shared/domain/roll/enrolment.ts'
import type { BirthDate } from '../../shared/domain/voter/birth-date.ts'
import { hashIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import type { Numen } from '../../shared/domain/voter/numen.ts'
import {
  hashIdentity,
  holdsIdentifier,
  noticeCarrier,
  personIdOf,
  voterIdOf,
} from '../../shared/domain/voter/voter.ts'
import { keys, otherKeys } from '../builders/values.ts'

const entry: RollEntry = {
  email: 'Alice.Martin@Academie.example',
  firstName: 'Alice',
  lastName: 'Martin',
  numen: '01E7812345ABC' as Numen,
  birthDate: '1975-03-27' as BirthDate,
  ballots: ['csa-ministeriel', 'cap-ecoles'],
}

describe('enrolling a voter of the roll', () => {
  it('makes a voter who has consumed nothing and has no password yet', () => {
    const { voter } = enrol(keys, entry)
    expect(voter).toEqual({
      voterId: voterIdOf(keys, entry.email),
      email: 'alice.martin@academie.example',
      firstName: 'Alice',
      lastName: 'Martin',
      ballots: ['csa-ministeriel', 'cap-ecoles'],
      identityHash: hashIdentity(keys, voter.voterId, entry),
      personId: personIdOf(keys, entry.numen),
      identifierHash: voter.identifierHash,
      reissueCount: 0,
      sessionEpoch: 0,
    })
  })

  it('gives the identifier to print, which is the one the voter holds', () => {
    const { voter, identifier } = enrol(keys, entry)
    expect(holdsIdentifier(keys, voter, identifier)).toBe(true)
  })

  it('keeps neither the identifier, nor the NUMEN, nor the birth date in clear', () => {
    const { voter, identifier } = enrol(keys, entry)
    const kept = JSON.stringify(voter)
    for (const secret of [identifier, entry.numen, entry.birthDate]) {
      expect(kept).not.toContain(secret)
    }
  })

  it('gives the same voter and the same identifier when the roll is imported again', () => {
    expect(enrol(keys, entry)).toEqual(enrol(keys, { ...entry, email: ` ${entry.email} ` }))
  })

  it('gives different identifiers to two voters, and in two elections', () => {
    const identifiers = [
      enrol(keys, entry),
      enrol(keys, { ...entry, email: 'bob@academie.example' }),
      enrol(otherKeys, entry),
    ].map(({ identifier }) => identifier)
    expect(new Set(identifiers).size).toBe(3)
  })
})

describe('the notice of a voter', () => {
  const { voter } = enrol(keys, entry)
  const { voterId } = voter
  const hashOf = (changes: Partial<typeof voter>) =>
    hashIdentifier(keys, voterId, noticeIdentifier(keys, { ...voter, ...changes }))

  it('holds the valid identifier until another takes its place', () => {
    expect(holdsNotice(voter)).toBe(true)
    const sent = { ...voter, identifierReissueId: 'reissue-1', identifierHash: 'of a reissue' }
    expect(holdsNotice(sent)).toBe(false)
    expect(mayHoldNotice(sent)).toBe(false)
  })

  it('may hold it again after an SMS that took its place, unless another SMS was before that or it came back', () => {
    const former = { formerIdentifierHash: voter.identifierHash }
    const notice = { ...former, formerIdentifierReissueId: noticeCarrier }
    expect(mayHoldNotice(notice)).toBe(true)
    expect(mayHoldNotice({ ...former, formerIdentifierReissueId: 'reissue-1' })).toBe(false)
    expect(mayHoldNotice({ formerIdentifierReissueId: noticeCarrier })).toBe(false)
    const formerIdentifierHash = noIdentifierHash(new Date('2026-11-25T09:00:00Z'))
    expect(mayHoldNotice({ ...notice, formerIdentifierHash })).toBe(false)
  })

  it('that is renewed holds another one', () => {
    const renewed = { ...voter, noticeNumber: 2, identifierHash: hashOf({ noticeNumber: 2 }) }
    expect(renewed.identifierHash).not.toBe(voter.identifierHash)
    expect(holdsNotice(renewed)).toBe(true)
    expect(hashOf({ noticeNumber: 3 })).not.toBe(renewed.identifierHash)
  })

  it('that came back leaves an identifier which nobody has', () => {
    const identifierHash = noIdentifierHash(new Date('2026-11-25T09:00:00Z'))
    expect(identifierHash).toBe('returned 2026-11-25T09:00:00.000Z')
    expect(holdsNotice({ ...voter, identifierHash })).toBe(false)
  })
})
