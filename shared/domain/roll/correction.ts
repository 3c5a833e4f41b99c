import type { KeysOf } from '../keys.ts'
import { canonicalEmail, hashIdentity, personIdOf, type Voter, voterIdOf } from '../voter/voter.ts'
import type { RollEntry } from './enrolment.ts'

/** What the team says of a voter; what it does not say stays. NUMEN and birth date go together. */
export type Correction = Partial<Omit<RollEntry, 'email'>> & { newEmail?: string }

/** What a correction changes of a voter. */
export interface VoterChanges {
  set: Partial<
    Pick<
      Voter,
      | 'email'
      | 'addressId'
      | 'firstName'
      | 'lastName'
      | 'ballots'
      | 'identityHash'
      | 'personId'
      | 'school'
      | 'noticeFormat'
    >
  >
}

/** @returns nothing when the roll says all of it already */
export function changesOf(
  keys: KeysOf<'identityKeys'>,
  voter: Voter,
  correction: Correction,
): VoterChanges | undefined {
  const { firstName, lastName, numen, birthDate, ballots, school, format, newEmail } = correction
  const identity = numen && birthDate && { numen, birthDate }
  const email = newEmail && canonicalEmail(newEmail)
  const said: VoterChanges['set'] = {
    ...(email && { email }),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(identity && { identityHash: hashIdentity(keys, voter.voterId, identity) }),
    ...(ballots && { ballots }),
    ...(school && { school }),
    ...(format && { noticeFormat: format }),
  }
  const changed = Object.entries(said).filter(
    ([name, value]) => !isSame(voter[name as keyof VoterChanges['set']], value),
  )
  if (changed.length === 0) return undefined
  const set: VoterChanges['set'] = Object.fromEntries(changed)
  if (identity) set.personId = personIdOf(keys, identity.numen)
  if (set.email) set.addressId = voterIdOf(keys, set.email)
  return { set }
}

/** Ballots are a set: their order says nothing. */
function isSame(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right
  return left.length === right.length && left.every((one) => right.includes(one))
}
