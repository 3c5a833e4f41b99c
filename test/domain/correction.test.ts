import { describe, expect, it } from 'vitest'
import { changesOf } from '../../shared/domain/roll/correction.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { hashIdentity, personIdOf, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

const entry = aRollEntry({ ballots: ['one', 'two'], school: 'École des Cèdres', format: 'grand' })
const { voter } = enrol(keys, entry)
const { numen, birthDate } = entry

describe('a correction', () => {
  it('changes nothing when the roll says all of it already, whatever the order of the ballots', () => {
    expect(changesOf(keys, voter, entry)).toBeUndefined()
    expect(changesOf(keys, voter, { ballots: ['two', 'one'] })).toBeUndefined()
    expect(changesOf(keys, voter, { newEmail: ` ${voter.email.toUpperCase()}` })).toBeUndefined()
    expect(changesOf(keys, voter, {})).toBeUndefined()
  })

  it('changes what differs and nothing else', () => {
    const { firstName } = voter
    expect(changesOf(keys, voter, { firstName, lastName: 'Durand' })).toEqual({
      set: { lastName: 'Durand' },
    })
    for (const ballots of [['one'], ['one', 'two', 'three'], ['one', 'three']]) {
      expect(changesOf(keys, voter, { ballots })).toEqual({ set: { ballots } })
    }
    expect(changesOf(keys, voter, { school: 'Lycée', format: 'braille' })).toEqual({
      set: { school: 'Lycée', noticeFormat: 'braille' },
    })
  })

  it('of the identity takes NUMEN and birth date together', () => {
    const other = { numen, birthDate: '1980-01-01' as typeof birthDate }
    expect(changesOf(keys, voter, other)).toEqual({
      set: {
        identityHash: hashIdentity(keys, voter.voterId, other),
        personId: personIdOf(keys, numen),
      },
    })
    expect(changesOf(keys, voter, { numen })).toBeUndefined()
  })

  it('of the address says under which id it is found', () => {
    const newEmail = 'Nouvelle@academie.example'
    expect(changesOf(keys, voter, { newEmail })).toEqual({
      set: { email: 'nouvelle@academie.example', addressId: voterIdOf(keys, newEmail) },
    })
  })
})
