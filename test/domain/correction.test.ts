import { expect, test } from 'vitest'
import { type Correction, changesOf, keyedCorrection } from '../../shared/domain/roll/correction.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { hashIdentity, personIdOf, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keys, ownKeyedValues } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

const entry = aRollEntry({ ballots: ['one', 'two'], school: 'École des Cèdres', format: 'grand' })
const { voter } = enrol(keys, entry)
const { numen, birthDate } = entry

const changes = async (correction: Correction) =>
  changesOf(voter, correction, await keyedCorrection(ownKeyedValues, voter, correction))

test('a correction changes nothing when the roll says all of it already, whatever the order of the ballots', async () => {
  expect(await changes(entry)).toBeUndefined()
  expect(await changes({ ballots: ['two', 'one'] })).toBeUndefined()
  expect(await changes({ newEmail: ` ${voter.email.toUpperCase()}` })).toBeUndefined()
  expect(await changes({})).toBeUndefined()
})

test('a correction changes what differs and nothing else', async () => {
  const { firstName, email } = voter
  expect(await changes({ firstName: 'Zoé' })).toEqual({ firstName: 'Zoé' })
  expect(await changes({ newEmail: email.toUpperCase(), lastName: 'Durand' })).toEqual({
    lastName: 'Durand',
  })
  expect(await changes({ firstName, lastName: 'Durand' })).toEqual({ lastName: 'Durand' })
  for (const ballots of [['one'], ['one', 'two', 'three'], ['one', 'three']]) {
    expect(await changes({ ballots })).toEqual({ ballots })
  }
  expect(await changes({ school: 'Lycée', format: 'braille' })).toEqual({
    school: 'Lycée',
    noticeFormat: 'braille',
  })
})

test('a correction of the identity takes NUMEN and birth date together', async () => {
  const other = { numen, birthDate: '1980-01-01' as typeof birthDate }
  expect(await changes(other)).toEqual({
    identityHash: hashIdentity(keys, voter.voterId, other),
    personId: personIdOf(keys, numen),
  })
  expect(await changes({ numen })).toBeUndefined()
})

test('a correction of the address says under which id it is found', async () => {
  const newEmail = 'Nouvelle@academie.example'
  expect(await changes({ newEmail })).toEqual({
    email: 'nouvelle@academie.example',
    addressId: voterIdOf(keys, newEmail),
  })
})
