import { secondsLater } from '../../domain/instants.ts'
import type { Roll, VoterChanges } from '../../domain/roll/roll.ts'
import { mailFailureOf, type Voter } from '../../domain/voter/voter.ts'
import { ttlOf } from '../../tables/time-to-live.ts'
import type { AddressItem, PersonItem, VoterItem } from '../../tables/voters.ts'
import { type Failures, setting, updating, type Write } from '../dynamo-writes.ts'

/** No request for a link that was made before is of any use then. */
const linkStaysSeconds = 2 * 3600

export interface CorrectionTables {
  voters: string
  passwordLinks: string
}

export interface CorrectionItems {
  voter: VoterItem
  address: AddressItem
  link: never
  person: PersonItem
  former: PersonItem
}

/** Of a roll that is not sealed, and of one that is: then `isRepair`. */
export function correctionWrites(
  tables: CorrectionTables,
  voter: Voter,
  { set }: VoterChanges,
  at: WallInstant,
  isRepair = false,
): Record<keyof CorrectionItems, Write> {
  const { personId: formerPerson } = voter
  const personId = set.personId ?? formerPerson
  return {
    voter: correction(tables, voter, { set }, at, isRepair),
    ...(set.addressId &&
      set.addressId !== voter.voterId && { address: address(tables, voter, set.addressId) }),
    ...(set.email && { link: noLinks(tables, voter, at) }),
    // One who had been removed is that person again.
    ...((voter.removedAt || personId !== formerPerson) && {
      person: holdPerson(tables, voter.voterId, personId),
    }),
    // The removal freed it, and by now it may be another voter's.
    ...(formerPerson !== personId &&
      !voter.removedAt && { former: freePerson(tables, voter, formerPerson) }),
  } as Record<keyof CorrectionItems, Write>
}

export function correctionOutcome(
  failures: Failures<CorrectionItems> | undefined,
): Awaited<ReturnType<Roll['correct']>> {
  if (!failures) return 'corrected'
  if (failures.address) return 'address-taken'
  return failures.person ? 'person-taken' : 'changed-meanwhile'
}

/** One who had been removed is on the roll again. */
function correction(
  { voters }: CorrectionTables,
  voter: Voter,
  { set }: VoterChanges,
  at: WallInstant,
  isRepair: boolean,
): Write {
  const { voterId, email, sessionEpoch, identityHash, passwordHash } = voter
  // That of an address before the one that is corrected now.
  const isOlder = voter.mailFailure !== undefined && mailFailureOf(voter) === undefined
  // Until they have begun anew, the news of this one tells what that of the other may not have.
  const untold = passwordHash || isOlder ? undefined : voter.formerEmail
  const assigned = setting({
    ...set,
    correctedAt: at.toISOString(),
    ...(isRepair && { repairedAt: (set.repairedAt ?? at).toISOString() }),
    ...(set.email && { addressCorrectedAt: at.toISOString() }),
    ...(set.email && { formerEmail: untold && untold !== set.email ? untold : email }),
  })
  const ended = set.email
    ? ['passwordHash', 'passwordSetAt', 'passwordRenewedAt']
    : passwordHash
      ? ['formerEmail']
      : []
  return updating(voters, 'voterId', voterId, {
    UpdateExpression: [
      assigned.set,
      `REMOVE ${['removedAt', ...ended, ...(set.email && isOlder ? ['mailFailure'] : [])].join(', ')}`,
      ...(set.email ? ['ADD sessionEpoch :one'] : []),
    ].join(' '),
    ConditionExpression: [
      'email = :was AND identityHash = :identity AND sessionEpoch = :epoch',
      // A removal begins another epoch, which its undoing does not.
      ...(voter.removedAt ? ['attribute_exists(removedAt)'] : []),
    ].join(' AND '),
    ExpressionAttributeValues: {
      ...assigned.values,
      ':was': email,
      ':identity': identityHash,
      ':epoch': sessionEpoch,
      ...(set.email && { ':one': 1 }),
    },
  })
}

/** Whoever is looked for by this address is this voter, unless it is another's. */
function address({ voters }: CorrectionTables, { voterId }: Voter, addressId: string): Write {
  return leadTo<AddressItem>(voters, addressId, 'sameAs', voterId)
}

/** Who they are is this voter, unless it is another. */
export function holdPerson(
  { voters }: Pick<CorrectionTables, 'voters'>,
  voterId: string,
  personId: string,
) {
  return leadTo<PersonItem>(voters, personId, 'heldBy', voterId)
}

/** An update, since whoever may put an item there may put a voter in the place of another. */
function leadTo<Item>(table: string, key: string, name: keyof Item & string, voterId: string) {
  return updating(table, 'voterId', key, {
    UpdateExpression: `SET ${name} = :voterId`,
    ConditionExpression: `attribute_not_exists(voterId) OR ${name} = :voterId`,
    ExpressionAttributeValues: { ':voterId': voterId },
  })
}

export function freePerson(
  { voters }: Pick<CorrectionTables, 'voters'>,
  { voterId }: Voter,
  personId: string,
): Write {
  return {
    Delete: {
      TableName: voters,
      Key: { voterId: personId },
      ConditionExpression: 'attribute_not_exists(voterId) OR heldBy = :voterId',
      ExpressionAttributeValues: { ':voterId': voterId },
    },
  }
}

/** What is left is a version: a link that is being made at this moment would go to the former mailbox. */
export function noLinks(
  { passwordLinks }: Pick<CorrectionTables, 'passwordLinks'>,
  { voterId }: Voter,
  at: WallInstant,
): Write {
  return updating(passwordLinks, 'voterId', voterId, {
    UpdateExpression: [
      'SET requestedAt = if_not_exists(requestedAt, :never), issuedAt = :none, mailed = :true',
      '#ttl = :ttl REMOVE newest, previous ADD version :one',
    ].join(', '),
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':never': new Date(0).toISOString(),
      ':none': [],
      ':true': true,
      ':ttl': ttlOf(secondsLater(at, linkStaysSeconds)),
      ':one': 1,
    },
  })
}
