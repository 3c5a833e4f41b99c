import { describe, expect, it } from 'vitest'
import {
  type Correction,
  changesOf,
  judgeCorrection,
  keyedCorrection,
} from '../../shared/domain/roll/correction.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { hashIdentity, personIdOf, type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keyed, keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

const entry = aRollEntry({ ballots: ['one', 'two'], school: 'École des Cèdres', format: 'grand' })
const { voter } = enrol(keys, entry)
const { numen, birthDate } = entry

const otherEntry = aRollEntry({ email: 'autre@academie.example' })
const other = enrol(keys, otherEntry).voter

const judged = (correction: Correction, changed: Partial<Voter> = {}) => {
  const all = [{ ...voter, ...changed }, other]
  const roll = {
    findMany: async (ids: string[]) =>
      new Map(
        ids.flatMap((id) =>
          all
            .filter(({ voterId, addressId }) => id === voterId || id === addressId)
            .map((one) => [id, one] as const),
        ),
      ),
    findPersons: async (ids: string[]) =>
      new Map(
        all.filter((one) => ids.includes(one.personId)).map((one) => [one.personId, one.voterId]),
      ),
  }
  return judgeCorrection({ roll, keyed }, all[0] as Voter, correction)
}

const changes = async (correction: Correction) =>
  changesOf(voter, correction, await keyedCorrection(keyed, voter, correction))

describe('a correction', () => {
  it('changes nothing when the roll says all of it already, whatever the order of the ballots', async () => {
    expect(await changes(entry)).toBeUndefined()
    expect(await changes({ ballots: ['two', 'one'] })).toBeUndefined()
    expect(await changes({ newEmail: ` ${voter.email.toUpperCase()}` })).toBeUndefined()
    expect(await changes({})).toBeUndefined()
  })

  it('changes what differs and nothing else', async () => {
    const { firstName, email } = voter
    expect(await changes({ firstName: 'Zoé' })).toEqual({ set: { firstName: 'Zoé' } })
    expect(await changes({ newEmail: email.toUpperCase(), lastName: 'Durand' })).toEqual({
      set: { lastName: 'Durand' },
    })
    expect(await changes({ firstName, lastName: 'Durand' })).toEqual({
      set: { lastName: 'Durand' },
    })
    for (const ballots of [['one'], ['one', 'two', 'three'], ['one', 'three']]) {
      expect(await changes({ ballots })).toEqual({ set: { ballots } })
    }
    expect(await changes({ school: 'Lycée', format: 'braille' })).toEqual({
      set: { school: 'Lycée', noticeFormat: 'braille' },
    })
  })

  it('of the identity takes NUMEN and birth date together', async () => {
    const other = { numen, birthDate: '1980-01-01' as typeof birthDate }
    expect(await changes(other)).toEqual({
      set: {
        identityHash: hashIdentity(keys, voter.voterId, other),
        personId: personIdOf(keys, numen),
      },
    })
    expect(await changes({ numen })).toBeUndefined()
  })

  it('of the address says under which id it is found', async () => {
    const newEmail = 'Nouvelle@academie.example'
    expect(await changes({ newEmail })).toEqual({
      set: { email: 'nouvelle@academie.example', addressId: voterIdOf(keys, newEmail) },
    })
  })
})

describe('a correction of one of the voters on the roll', () => {
  it('is refused when the address or the NUMEN is of another, and is none when nothing differs', async () => {
    expect(await judged({ newEmail: other.email })).toBe('address-taken')
    expect(await judged({ firstName: 'Zoé' }, { personId: other.personId })).toBe('person-taken')
    expect(await judged({ firstName: voter.firstName })).toBe('unchanged')
  })

  it('may go back to an address that was theirs, and to a new one', async () => {
    const corrected = { email: 'nouvelle@academie.example', addressId: 'another' }
    expect(await judged({ newEmail: voter.email }, corrected)).toEqual({
      set: { email: voter.email, addressId: voter.voterId },
    })
    expect(await judged({ newEmail: 'nouvelle@academie.example' })).toMatchObject({
      set: { email: 'nouvelle@academie.example' },
    })
    expect(await judged({ firstName: 'Zoé' })).toEqual({ set: { firstName: 'Zoé' } })
  })

  it('of the identity is refused when the person is another voter', async () => {
    const identity = { numen: otherEntry.numen, birthDate }
    expect(await judged(identity)).toBe('person-taken')
    expect(await judged({ numen, birthDate: '1980-01-01' as typeof birthDate })).toHaveProperty(
      'set',
    )
  })
})
