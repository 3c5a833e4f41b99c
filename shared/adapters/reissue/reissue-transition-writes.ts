import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Reissue, Transition } from '../../domain/reissue/reissue.ts'
import { noticeSource } from '../../domain/voter/voter.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import type { ReissueItem } from '../../tables/reissues.ts'
import type { VoterItem } from '../../tables/voters.ts'
import { type Failures, transact, updateWrite, type Write } from '../dynamo-writes.ts'

export type TransitionTables = Record<'reissues' | 'voters' | 'phones', string>

export interface TransitionItems {
  reissue: ReissueItem
  voter: VoterItem
  phone: PhoneItem
}

type TransitionWrite = Transition & {
  at: ElectionInstant
  set?: Partial<Reissue>
  remove?: readonly (keyof ReissueItem)[]
  condition?: string
  values?: object
}

export const sendingAttributes = [
  'sealedPhone',
  'smsDueAt',
  'unsentShard',
  'leaseEndsAt',
  'heldOn',
] as const satisfies (keyof ReissueItem)[]

export function reissueTransition(
  { reissues }: Pick<TransitionTables, 'reissues'>,
  { reissueId }: Pick<Reissue, 'reissueId'>,
  transition: TransitionWrite,
): Write {
  return updateWrite(reissues, 'reissueId', reissueId, transitionUpdate(transition))
}

export function transitionUpdate(transition: TransitionWrite) {
  const { from, to, at, set = {}, remove = [], condition, values } = transition
  const removeClause = remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''
  return {
    UpdateExpression: [
      'SET #state = :to, #history = list_append(#history, :step)',
      ...Object.keys(set).map((name) => `${name} = :${name}`),
    ]
      .join(', ')
      .concat(removeClause),
    ConditionExpression: [
      `#state IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
      ...(condition ? [condition] : []),
    ].join(' AND '),
    values: {
      ...Object.fromEntries(from.map((state, index) => [`from${index}`, state])),
      to,
      step: [{ state: to, at }],
      ...set,
      ...values,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
}

export function voterRefund(
  { voters }: TransitionTables,
  { voterId, reissueId }: Reissue,
  options: { refundsSms?: true; needsNewPassword?: true } = {},
): Write {
  const passwordValues = options.needsNewPassword && { required: true, one: 1 }
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: [
      `ADD reissueCount :minusOne${options.refundsSms ? ', smsCount :minusOne' : ''}${passwordValues ? ', sessionEpoch :one' : ''}`,
      'REMOVE pendingReissueId',
      ...(passwordValues ? ['SET passwordChangeRequired = :required'] : []),
    ].join(' '),
    ConditionExpression: 'pendingReissueId = :reissueId',
    values: { minusOne: -1, reissueId, ...passwordValues },
  })
}

export function passwordRequirement(
  { voters }: Pick<TransitionTables, 'voters'>,
  voterId: string,
  latestReissueId: string,
): Write {
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression:
      'ADD smsCount :minusOne, sessionEpoch :one SET passwordChangeRequired = :required',
    ConditionExpression: 'latestReissueId = :latest',
    values: { minusOne: -1, one: 1, required: true, latest: latestReissueId },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
}

type PhoneRefund = Pick<Reissue, 'voterId' | 'phoneHash'> & { requestedAt: ElectionInstant }

/** If the phone was freed, retries without the write `phone`, or with `refundIfFreed` in its place. */
export async function transactOnPhone<Items extends { phone: PhoneItem }>(
  database: DynamoDBDocumentClient,
  writes: Record<keyof Items, Write>,
  refundIfFreed?: Write,
): Promise<Failures<Items> | undefined> {
  const failures = await transact<Items>(database, writes)
  if (failures?.phone?.item?.freedAt === undefined) return failures
  const { phone: _, ...otherWrites } = writes
  const remainingWrites = { ...otherWrites, ...(refundIfFreed && { phone: refundIfFreed }) }
  return transact<Items>(database, remainingWrites as typeof writes)
}

/** @param ownerId voter who registered the freed phone again, and whose registration ends */
export function smsCountRefund(
  { phones }: Pick<TransitionTables, 'phones'>,
  phoneHash: string,
  ownerId?: string,
): Write {
  return updateWrite(phones, 'phoneHash', phoneHash, {
    UpdateExpression: `ADD smsCount :minusOne${ownerId ? ' REMOVE knownTo' : ''}`,
    ...(ownerId && { ConditionExpression: 'knownTo = :voterId' }),
    values: { minusOne: -1, ...(ownerId && { voterId: ownerId }) },
  })
}

export function phoneRefund(
  { phones }: Pick<TransitionTables, 'phones'>,
  { voterId, phoneHash, requestedAt }: PhoneRefund,
  { refundsSms, unbinds }: { refundsSms?: true; unbinds?: true } = {},
): Write {
  return updateWrite(phones, 'phoneHash', phoneHash, {
    UpdateExpression: `ADD reissueCount :minusOne${refundsSms ? ', smsCount :minusOne' : ''}${unbinds ? ' REMOVE knownTo' : ''}`,
    ConditionExpression: [
      'voterId = :voterId AND reissueCount > :zero',
      '(attribute_not_exists(freedAt) OR freedAt <= :requestedAt)',
    ].join(' AND '),
    values: { minusOne: -1, voterId, zero: 0, requestedAt },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
}

export function identifierSwap(
  { voters }: { voters: string },
  { voterId, reissueId }: Reissue,
  identifierHash: string,
): Write {
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET formerIdentifierHash = identifierHash',
      'formerIdentifierReissueId = if_not_exists(identifierReissueId, :notice)',
      'identifierHash = :identifierHash',
      'identifierReissueId = :reissueId REMOVE pendingReissueId',
    ].join(', '),
    ConditionExpression: 'pendingReissueId = :reissueId',
    values: { identifierHash, reissueId, notice: noticeSource },
  })
}

export function swapUndo({ voters }: { voters: string }, { voterId, reissueId }: Reissue): Write {
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET identifierHash = formerIdentifierHash, identifierReissueId = formerIdentifierReissueId',
      'REMOVE formerIdentifierHash, formerIdentifierReissueId ADD reissueCount :minusOne',
    ].join(' '),
    ConditionExpression:
      'identifierReissueId = :reissueId AND attribute_exists(formerIdentifierHash)',
    values: { minusOne: -1, reissueId },
  })
}
