import { canonicalEmail, type Voter } from '../voter/voter.ts'
import type { RollEntry } from './enrolment.ts'
import { type KeyedIdentity, type KeyedValues, voterIdOfAddress } from './keyed-values.ts'

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

/** What the keys make of a correction. */
export interface KeyedCorrection {
  /** Of the NUMEN and the birth date, if it says them. */
  identity?: KeyedIdentity | undefined
  /** The id that the new address gives, if there is one. */
  addressId?: string | undefined
}

export async function keyedCorrection(
  keyed: Pick<KeyedValues, 'identities' | 'voterIds'>,
  { voterId }: Pick<Voter, 'voterId'>,
  { numen, birthDate, newEmail }: Correction,
): Promise<KeyedCorrection> {
  const [[identity], addressId] = await Promise.all([
    numen && birthDate ? keyed.identities([{ voterId, numen, birthDate }]) : [],
    newEmail ? voterIdOfAddress(keyed, newEmail) : undefined,
  ])
  return { identity, addressId }
}

/** @returns nothing when the roll says all of it already */
export function changesOf(
  voter: Voter,
  correction: Correction,
  { identity, addressId }: KeyedCorrection,
): VoterChanges | undefined {
  const { firstName, lastName, ballots, school, format, newEmail } = correction
  const email = newEmail && canonicalEmail(newEmail)
  const said: VoterChanges['set'] = {
    ...(email && { email }),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(identity && { identityHash: identity.identityHash }),
    ...(ballots && { ballots }),
    ...(school && { school }),
    ...(format && { noticeFormat: format }),
  }
  const changed = Object.entries(said).filter(
    ([name, value]) => !isSame(voter[name as keyof VoterChanges['set']], value),
  )
  if (changed.length === 0) return undefined
  const set: VoterChanges['set'] = Object.fromEntries(changed)
  if (identity) set.personId = identity.personId
  if (set.email && addressId) set.addressId = addressId
  return { set }
}

/** Ballots are a set: their order says nothing. */
function isSame(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right
  return left.length === right.length && left.every((one) => right.includes(one))
}
