import { secondsLater } from '../../domain/instants.ts'
import type { CorrectionOutcome, VoterChanges } from '../../domain/roll/roll.ts'
import { mailFailureOf, type Voter } from '../../domain/voter/voter.ts'
import { ttlOf } from '../../tables/stored.ts'
import type { AddressItem, PersonItem, VoterItem } from '../../tables/voters.ts'
import { type Failures, setClause, updateWrite, type Write } from '../dynamo-writes.ts'

/** The item must outlast a mailing under way, which fails because of the item's raised version. */
const linkVersionSeconds = 2 * 3600

export interface CorrectionTables {
  voters: string
  passwordLinks: string
}

export interface CorrectionItems {
  voter: VoterItem
  address: AddressItem
  link: never
  person: PersonItem
  formerPersonItem: PersonItem
}

export function correctionWrites(
  tables: CorrectionTables,
  voter: Voter,
  changes: VoterChanges,
  at: WallInstant,
): Record<keyof CorrectionItems, Write> {
  const { personId: formerPersonId } = voter
  const personId = changes.personId ?? formerPersonId
  return {
    voter: voterUpdate(tables, voter, changes, at),
    ...(changes.addressId &&
      changes.addressId !== voter.voterId && {
        address: addressWrite(tables, voter, changes.addressId),
      }),
    ...(changes.email && { link: linkInvalidation(tables, voter, at) }),
    // A voter who returns to the roll needs the person item again.
    ...((voter.removedAt || personId !== formerPersonId) && {
      person: personBinding(tables, voter.voterId, personId),
    }),
    // The voter's removal already deleted their person item, and another voter may own a new one by now.
    ...(formerPersonId !== personId &&
      !voter.removedAt && { formerPersonItem: personRelease(tables, voter, formerPersonId) }),
  } as Record<keyof CorrectionItems, Write>
}

export function correctionOutcome(
  failures: Failures<CorrectionItems> | undefined,
): CorrectionOutcome {
  if (!failures) return 'corrected'
  if (failures.address) return 'address-taken'
  return failures.person ? 'person-taken' : 'changed-meanwhile'
}

function voterUpdate(
  { voters }: CorrectionTables,
  voter: Voter,
  changes: VoterChanges,
  at: WallInstant,
): Write {
  const { voterId, email, sessionEpoch, identityHash, passwordHash } = voter
  const hasOlderFailure = voter.mailFailure !== undefined && mailFailureOf(voter) === undefined
  // Without a new password, corrections keep the oldest `formerEmail`, unless e-mails to a former address failed.
  const keptFormerEmail = passwordHash || hasOlderFailure ? undefined : voter.formerEmail
  const assignments = {
    ...changes,
    correctedAt: at,
    ...(changes.email && { addressCorrectedAt: at }),
    ...(changes.email && {
      formerEmail: keptFormerEmail && keptFormerEmail !== changes.email ? keptFormerEmail : email,
    }),
  }
  const removedAttributes = changes.email
    ? ['passwordHash', 'passwordSetAt', 'passwordRenewedAt']
    : passwordHash
      ? ['formerEmail']
      : []
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: [
      setClause(assignments),
      `REMOVE ${['removedAt', ...removedAttributes, ...(changes.email && hasOlderFailure ? ['mailFailure'] : [])].join(', ')}`,
      ...(changes.email ? ['ADD sessionEpoch :one'] : []),
    ].join(' '),
    ConditionExpression: [
      'email = :oldEmail AND identityHash = :identity AND sessionEpoch = :epoch',
      // Another correction may have undone the removal without changing the epoch.
      ...(voter.removedAt ? ['attribute_exists(removedAt)'] : []),
    ].join(' AND '),
    values: {
      ...assignments,
      oldEmail: email,
      identity: identityHash,
      epoch: sessionEpoch,
      ...(changes.email && { one: 1 }),
    },
  })
}

function addressWrite({ voters }: CorrectionTables, { voterId }: Voter, addressId: string): Write {
  return pointerWrite<AddressItem>(voters, addressId, 'sameAs', voterId)
}

export function personBinding(
  { voters }: Pick<CorrectionTables, 'voters'>,
  voterId: string,
  personId: string,
) {
  return pointerWrite<PersonItem>(voters, personId, 'heldBy', voterId)
}

/** Uses an update, so that staff repairs need no right to put items, which would also allow replacing a voter. */
function pointerWrite<Item>(
  table: string,
  key: string,
  name: keyof Item & string,
  voterId: string,
) {
  return updateWrite(table, 'voterId', key, {
    UpdateExpression: `SET ${name} = :voterId`,
    ConditionExpression: `attribute_not_exists(voterId) OR ${name} = :voterId`,
    values: { voterId },
  })
}

export function personRelease(
  { voters }: Pick<CorrectionTables, 'voters'>,
  { voterId }: Voter,
  personId: string,
): Write {
  return {
    Delete: {
      TableName: voters,
      Key: { voterId: personId },
      ConditionExpression: 'attribute_not_exists(voterId) OR heldBy = :voterId',
      values: { voterId },
    },
  }
}

/** Raises the version, so that a link still being mailed is invalid too. */
export function linkInvalidation(
  { passwordLinks }: Pick<CorrectionTables, 'passwordLinks'>,
  { voterId }: Voter,
  at: WallInstant,
): Write {
  return updateWrite(passwordLinks, 'voterId', voterId, {
    UpdateExpression: [
      'SET requestedAt = if_not_exists(requestedAt, :zeroDate), issuedAt = :emptyList, mailed = :mailed',
      '#ttl = :ttl REMOVE newest, previous ADD version :one',
    ].join(', '),
    values: {
      zeroDate: new Date(0),
      emptyList: [],
      mailed: true,
      ttl: ttlOf(secondsLater(at, linkVersionSeconds)),
      one: 1,
    },
  })
}
