import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { secondsLater } from '../../domain/instants.ts'
import { statesBeforeSending } from '../../domain/reissue/reissue.ts'
import type { VoterChanges } from '../../domain/roll/correction.ts'
import { type Roll, RollSealedError } from '../../domain/roll/roll.ts'
import { mailFailureOf, type Voter } from '../../domain/voter/voter.ts'
import type { InterventionItem } from '../../tables/interventions.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import type { ReissueItem } from '../../tables/reissues.ts'
import { type SealItem, sealCopies, sealKey } from '../../tables/roll-operations.ts'
import { ttlOf } from '../../tables/stored.ts'
import type { AddressItem, PersonItem, VoterItem } from '../../tables/voters.ts'
import { readItem } from '../dynamo-reads.ts'
import { type Failures, transact, type Write } from '../dynamo-writes.ts'
import {
  giveBackToPhone,
  sendingAttributes,
  transactOnPhone,
  transitionReissue,
} from '../reissue/reissue-transition-writes.ts'
import { agreementWrites } from './repair-writes.ts'

/** No request for a link that was made before is of any use then. */
const linkStaysSeconds = 2 * 3600

export interface RollTables {
  rollOperations: string
  interventions: string
  voters: string
  phones: string
  reissues: string
  passwordLinks: string
}

interface CorrectionItems {
  seal: SealItem
  wish: InterventionItem
  second: InterventionItem
  voter: VoterItem
  address: AddressItem
  link: never
  person: PersonItem
  former: PersonItem
}

interface RemovalItems {
  seal: SealItem
  voter: VoterItem
  person: PersonItem
  link: never
  reissue: ReissueItem
  phone: PhoneItem
}

/** What becomes of a voter who is on the roll, each by one transaction. */
export function rollChanges(
  database: DynamoDBDocumentClient,
  tables: RollTables,
): Pick<Roll, 'correct' | 'repair' | 'remove'> {
  const correctionWrites = (voter: Voter, changes: VoterChanges, at: Date, isRepair: boolean) => {
    const { set } = changes
    const { personId: formerPerson } = voter
    const personId = set.personId ?? formerPerson
    return {
      voter: correction(tables, voter, changes, at, isRepair),
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
    }
  }
  const outcomeOf = (failures: Failures<CorrectionItems> | undefined) => {
    if (!failures) return 'corrected'
    if (failures.address) return 'address-taken'
    return failures.person ? 'person-taken' : 'changed-meanwhile'
  }
  return {
    async correct(voter, changes, at) {
      const writes = { seal: unsealed(tables), ...correctionWrites(voter, changes, at, false) }
      const failures = await transact<CorrectionItems>(
        database,
        writes as Record<keyof CorrectionItems, Write>,
      )
      if (failures) checkSeal(failures)
      return outcomeOf(failures)
    },

    async repair(voter, changes, at, agreement) {
      const writes = {
        ...agreementWrites(tables, agreement),
        ...correctionWrites(voter, changes, at, true),
      }
      const failures = await transact<CorrectionItems>(
        database,
        writes as Record<keyof CorrectionItems, Write>,
      )
      return failures?.wish || failures?.second ? 'not-agreed' : outcomeOf(failures)
    },

    async remove(voter, at) {
      const { pendingReissueId } = voter
      const reissue =
        pendingReissueId &&
        (await readItem<ReissueItem>(database, tables.reissues, { reissueId: pendingReissueId }))
      const writes = {
        seal: unsealed(tables),
        voter: removal(tables, voter, at),
        link: noLinks(tables, voter, at),
        person: freePerson(tables, voter, voter.personId),
        ...(reissue && {
          reissue: {
            // The voter learns it from the mail that says they are removed: no other is due.
            Update: transitionReissue(tables.reissues, reissue.reissueId, {
              from: statesBeforeSending,
              unless: 'takenOver',
              to: 'cancelled',
              at,
              remove: [...sendingAttributes, 'mailDueAt'],
            }),
          },
          phone: giveBackToPhone(
            tables,
            { ...reissue, requestedAt: new Date(reissue.requestedAt) },
            { unsent: true },
          ),
        }),
      } as Record<keyof RemovalItems, Write>
      const failures = reissue
        ? await transactOnPhone<RemovalItems>(database, tables, writes, {
            phoneHash: reissue.phoneHash,
            unsent: true,
          })
        : await transact<RemovalItems>(database, writes)
      if (!failures) return 'removed'
      checkSeal(failures)
      return failures.reissue ? 'sms-leaving' : 'changed-meanwhile'
    },
  }
}

/** Part of each transaction that changes the roll: it passes as long as the roll is not sealed. */
export function unsealed({ rollOperations }: Pick<RollTables, 'rollOperations'>): Write {
  const copy = Math.floor(Math.random() * sealCopies)
  return {
    ConditionCheck: {
      TableName: rollOperations,
      Key: { operationId: sealKey(copy) },
      ConditionExpression: 'attribute_not_exists(operationId)',
    },
  }
}

/** @throws RollSealedError when that is why a transaction failed */
export function checkSeal(failures: Failures<{ seal: SealItem }>): void {
  if (failures.seal) throw new RollSealedError('The roll is sealed')
}

/** One who had been removed is on the roll again. */
function correction(
  { voters }: RollTables,
  voter: Voter,
  { set }: VoterChanges,
  at: Date,
  isRepair: boolean,
): Write {
  const { voterId, email, sessionEpoch } = voter
  // That of an address before the one that is corrected now.
  const isOlder = voter.mailFailure !== undefined && mailFailureOf(voter) === undefined
  const values = {
    ...set,
    correctedAt: at.toISOString(),
    ...(isRepair && { repairedAt: at.toISOString() }),
    ...(set.email && { formerEmail: email }),
  }
  const ended = set.email
    ? ['passwordHash', 'passwordSetAt', 'passwordRenewedAt']
    : // Until they have begun anew, the news of this one tells what that of the other may not have.
      voter.passwordHash
      ? ['formerEmail']
      : []
  return {
    Update: {
      TableName: voters,
      Key: { voterId },
      UpdateExpression: [
        `SET ${Object.keys(values)
          .map((name) => `${name} = :${name}`)
          .join(', ')}`,
        `REMOVE ${['removedAt', ...ended, ...(set.email && isOlder ? ['mailFailure'] : [])].join(', ')}`,
        ...(set.email ? ['ADD sessionEpoch :one'] : []),
      ].join(' '),
      ConditionExpression: [
        'email = :was AND sessionEpoch = :epoch',
        // A removal begins another epoch, which its undoing does not.
        ...(voter.removedAt ? ['attribute_exists(removedAt)'] : []),
      ].join(' AND '),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
        ':was': email,
        ':epoch': sessionEpoch,
        ...(set.email && { ':one': 1 }),
      },
    },
  }
}

/** Whoever is looked for by this address is this voter, unless it is another's. */
function address({ voters }: RollTables, { voterId }: Voter, addressId: string): Write {
  return {
    Put: {
      TableName: voters,
      Item: { voterId: addressId, sameAs: voterId } satisfies AddressItem,
      ConditionExpression: 'attribute_not_exists(voterId) OR sameAs = :voterId',
      ExpressionAttributeValues: { ':voterId': voterId },
    },
  }
}

/** Who they are is this voter, unless it is another. */
export function holdPerson(
  { voters }: Pick<RollTables, 'voters'>,
  voterId: string,
  personId: string,
): Write & { Put: NonNullable<Write['Put']> } {
  return {
    Put: {
      TableName: voters,
      Item: { voterId: personId, heldBy: voterId } satisfies PersonItem,
      ConditionExpression: 'attribute_not_exists(voterId) OR heldBy = :voterId',
      ExpressionAttributeValues: { ':voterId': voterId },
    },
  }
}

function freePerson({ voters }: RollTables, { voterId }: Voter, personId: string): Write {
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
function noLinks({ passwordLinks }: RollTables, { voterId }: Voter, at: Date): Write {
  return {
    Update: {
      TableName: passwordLinks,
      Key: { voterId },
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
    },
  }
}

function removal({ voters }: RollTables, voter: Voter, at: Date): Write {
  const { voterId, pendingReissueId, sessionEpoch } = voter
  return {
    Update: {
      TableName: voters,
      Key: { voterId },
      UpdateExpression: [
        'SET removedAt = :at REMOVE pendingReissueId',
        `ADD sessionEpoch :one${pendingReissueId ? ', reissueCount :back, smsCount :back' : ''}`,
      ].join(' '),
      ConditionExpression: [
        'attribute_not_exists(removedAt) AND sessionEpoch = :epoch',
        pendingReissueId ? 'pendingReissueId = :pending' : 'attribute_not_exists(pendingReissueId)',
      ].join(' AND '),
      ExpressionAttributeValues: {
        ':at': at.toISOString(),
        ':one': 1,
        ':epoch': sessionEpoch,
        ...(pendingReissueId && { ':pending': pendingReissueId, ':back': -1 }),
      },
    },
  }
}
