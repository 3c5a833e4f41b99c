import type { NotificationQueue } from '../account/account-notifications.ts'
import type { ApprovalUse } from '../approval.ts'
import type { Clock } from '../instants.ts'
import { canonicalEmail, type Voter } from '../voter/voter.ts'
import type { RollEntry } from './enrolment.ts'
import { type KeyedIdentity, type KeyedValues, voterIdOfAddress } from './keyed-values.ts'
import type { Roll, RollRepairs, VoterChanges } from './roll.ts'

/** Contains both NUMEN and birth date, or neither. */
export type Correction = Partial<Omit<RollEntry, 'email'>> & { newEmail?: string }

export interface KeyedCorrection {
  identity?: KeyedIdentity | undefined
  addressId?: string | undefined
}

export async function keyedCorrection(
  keyedValues: Pick<KeyedValues, 'identities' | 'voterIds'>,
  { voterId }: Pick<Voter, 'voterId'>,
  { numen, birthDate, newEmail }: Correction,
): Promise<KeyedCorrection> {
  const [[identity], addressId] = await Promise.all([
    numen && birthDate ? keyedValues.identities([{ voterId, numen, birthDate }]) : [],
    newEmail ? voterIdOfAddress(keyedValues, newEmail) : undefined,
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
  const newValues: VoterChanges = {
    ...(email && { email }),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(identity && { identityHash: identity.identityHash }),
    ...(ballots && { ballots }),
    ...(school && { school }),
    ...(format && { noticeFormat: format }),
  }
  const differences = Object.entries(newValues).filter(
    ([name, value]) => !isSameValue(voter[name as keyof VoterChanges], value),
  )
  if (differences.length === 0) return undefined
  const changes: VoterChanges = Object.fromEntries(differences)
  if (identity) changes.personId = identity.personId
  if (changes.email && addressId) changes.addressId = addressId
  return changes
}

function isSameValue(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right
  return left.length === right.length && left.every((item) => right.includes(item))
}

export type CorrectionRefusal = 'unchanged' | 'address-taken' | 'person-taken'

interface CorrectionPorts {
  roll: Pick<Roll, 'findMany' | 'findPersons'>
  keyedValues: Pick<KeyedValues, 'identities' | 'voterIds'>
}

export async function checkCorrection(
  { roll, keyedValues }: CorrectionPorts,
  voter: Voter,
  correction: Correction,
): Promise<VoterChanges | CorrectionRefusal> {
  const keyedChange = await keyedCorrection(keyedValues, voter, correction)
  const changes = changesOf(voter, correction, keyedChange)
  if (!changes) return 'unchanged'
  const { addressId } = changes
  const owner = addressId && (await roll.findMany([addressId])).get(addressId)
  if (owner && owner.voterId !== voter.voterId) return 'address-taken'
  return (await isPersonTaken({ roll }, voter, changes)) ? 'person-taken' : changes
}

export async function isPersonTaken(
  { roll }: { roll: Pick<Roll, 'findPersons'> },
  { voterId, personId: formerPersonId }: Voter,
  changes: VoterChanges,
): Promise<boolean> {
  const personId = changes.personId ?? formerPersonId
  const ownerId = (await roll.findPersons([personId])).get(personId)
  return ownerId !== undefined && ownerId !== voterId
}

/** Called before the write, so that each correction has its e-mail. @returns the instant for the write */
export async function notifyOfCorrection(
  { notifications, clock }: { notifications: NotificationQueue; clock: Clock },
  { voterId }: Voter,
): Promise<WallInstant> {
  const at = clock()
  await notifications.put({ news: 'roll-corrected', voterId, at })
  return at
}

export async function repair(
  approval: ApprovalUse,
  ports: CorrectionPorts & { roll: RollRepairs; notifications: NotificationQueue; clock: Clock },
  voter: Voter,
  correction: Correction,
  repairedAt: ElectionInstant,
): Promise<CorrectionRefusal | Awaited<ReturnType<RollRepairs['repair']>>> {
  const changes = await checkCorrection(ports, voter, correction)
  if (typeof changes === 'string') return changes
  const at = await notifyOfCorrection(ports, voter)
  return ports.roll.repair(voter, { ...changes, repairedAt }, at, approval)
}
