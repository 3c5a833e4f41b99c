import type { AccountNewsQueue } from '../account/account-news.ts'
import type { Clock } from '../instants.ts'
import { canonicalEmail, type Voter } from '../voter/voter.ts'
import type { RollEntry } from './enrolment.ts'
import { type KeyedIdentity, type KeyedValues, voterIdOfAddress } from './keyed-values.ts'
import type { Roll, VoterChanges } from './roll.ts'

/** Absent fields stay unchanged. NUMEN and birth date come together. */
export type Correction = Partial<Omit<RollEntry, 'email'>> & { newEmail?: string }

export interface KeyedCorrection {
  identity?: KeyedIdentity | undefined
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

export function changesOf(
  voter: Voter,
  correction: Correction,
  { identity, addressId }: KeyedCorrection,
): VoterChanges | undefined {
  const { firstName, lastName, ballots, school, format, newEmail } = correction
  const email = newEmail && canonicalEmail(newEmail)
  const corrected: VoterChanges['set'] = {
    ...(email && { email }),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(identity && { identityHash: identity.identityHash }),
    ...(ballots && { ballots }),
    ...(school && { school }),
    ...(format && { noticeFormat: format }),
  }
  const changed = Object.entries(corrected).filter(
    ([name, value]) => !isSame(voter[name as keyof VoterChanges['set']], value),
  )
  if (changed.length === 0) return undefined
  const set: VoterChanges['set'] = Object.fromEntries(changed)
  if (identity) set.personId = identity.personId
  if (set.email && addressId) set.addressId = addressId
  return { set }
}

function isSame(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right
  return left.length === right.length && left.every((item) => right.includes(item))
}

export type CorrectionRefusal = 'unchanged' | 'address-taken' | 'person-taken'

export async function judgeCorrection(
  {
    roll,
    keyed,
  }: {
    roll: Pick<Roll, 'findMany' | 'findPersons'>
    keyed: Pick<KeyedValues, 'identities' | 'voterIds'>
  },
  voter: Voter,
  correction: Correction,
): Promise<VoterChanges | CorrectionRefusal> {
  const changes = changesOf(voter, correction, await keyedCorrection(keyed, voter, correction))
  if (!changes) return 'unchanged'
  const { addressId } = changes.set
  const owner = addressId && (await roll.findMany([addressId])).get(addressId)
  if (owner && owner.voterId !== voter.voterId) return 'address-taken'
  return (await isPersonTaken({ roll }, voter, changes)) ? 'person-taken' : changes
}

export async function isPersonTaken(
  { roll }: { roll: Pick<Roll, 'findPersons'> },
  { voterId, personId: formerPerson }: Voter,
  changes: VoterChanges,
): Promise<boolean> {
  const personId = changes.set.personId ?? formerPerson
  const holder = (await roll.findPersons([personId])).get(personId)
  return holder !== undefined && holder !== voterId
}

/** Must be called before the write, so that no correction goes without its mail. @returns the instant to write */
export async function tellOfCorrection(
  { news, clock }: { news: AccountNewsQueue; clock: Clock },
  { voterId }: Voter,
): Promise<WallInstant> {
  const at = clock()
  await news.put({ news: 'roll-corrected', voterId, at })
  return at
}
