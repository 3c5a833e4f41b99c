import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mailDueOf } from '../../domain/reissue/due-times.ts'
import type { Reissue, Transition } from '../../domain/reissue/reissue.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import type { ReissueItem } from '../../tables/reissues.ts'
import type { VoterItem } from '../../tables/voters.ts'
import { type Failures, transact, updating, type Write } from '../dynamo-writes.ts'

export interface TransitionTables {
  reissues: string
  voters: string
  phones: string
}

export interface TransitionItems {
  reissue: ReissueItem
  voter: VoterItem
  phone: PhoneItem
}

type TransitionWrite = Transition & {
  at: ElectionInstant
  set?: Partial<ReissueItem>
  remove?: readonly (keyof ReissueItem)[]
  /** Nothing is written while the request has this. */
  unless?: keyof ReissueItem
  /** Nothing is written before its sender's lease ended. */
  leaseEndedAt?: ElectionInstant | undefined
}

export const leaseAttributes = [
  'leaseEndsAt',
  'leaseMessageId',
  'leaseTries',
] as const satisfies (keyof ReissueItem)[]

/** Kept only while the SMS is still to be sent. */
export const sendingAttributes = [
  'sealedPhone',
  'smsDueAt',
  'unsentShard',
  ...leaseAttributes,
  'heldOn',
] as const satisfies (keyof ReissueItem)[]

export function transitionReissue(table: string, reissueId: string, transition: TransitionWrite) {
  const { from, to, at, remove = [], unless, leaseEndedAt } = transition
  const set = Object.entries(transition.set ?? {})
  const removed = remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''
  return {
    TableName: table,
    Key: { reissueId },
    UpdateExpression: [
      'SET #state = :to, #history = list_append(#history, :step)',
      ...set.map(([name]) => `${name} = :${name}`),
    ]
      .join(', ')
      .concat(removed),
    ConditionExpression: [
      `#state IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
      ...(unless ? [`attribute_not_exists(${unless})`] : []),
      ...(leaseEndedAt ? ['leaseEndsAt <= :ended'] : []),
    ].join(' AND '),
    ExpressionAttributeNames: { '#state': 'state', '#history': 'history' },
    ExpressionAttributeValues: {
      ...Object.fromEntries(from.map((state, index) => [`:from${index}`, state])),
      ...(leaseEndedAt && { ':ended': leaseEndedAt.toISOString() }),
      ':to': to,
      ':step': [{ state: to, at: at.toISOString() }],
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
}

/** Ends the request under way, which counts no more. `unsent`, its SMS neither; `suspect`, the password is not safe. */
export function giveBackToVoter(
  { voters }: TransitionTables,
  { voterId, reissueId }: Reissue,
  also: { unsent?: true; suspect?: true } = {},
): Write {
  const suspect = also.suspect && { ':required': true, ':one': 1 }
  return updating(voters, 'voterId', voterId, {
    UpdateExpression: [
      `ADD reissueCount :back${also.unsent ? ', smsCount :back' : ''}${suspect ? ', sessionEpoch :one' : ''}`,
      'REMOVE pendingReissueId',
      ...(suspect ? ['SET passwordChangeRequired = :required'] : []),
    ].join(' '),
    ConditionExpression: 'pendingReissueId = :reissueId',
    ExpressionAttributeValues: { ':back': -1, ':reissueId': reissueId, ...suspect },
  })
}

/** Does the same once the request is under way no more: somebody else asked and withdrew it. */
export function suspectVoter(
  { voters }: TransitionTables,
  voterId: string,
  latestReissueId: string,
): Write {
  return updating(voters, 'voterId', voterId, {
    UpdateExpression:
      'ADD smsCount :back, sessionEpoch :one SET passwordChangeRequired = :required',
    ConditionExpression: 'latestReissueId = :latest',
    ExpressionAttributeValues: {
      ':back': -1,
      ':one': 1,
      ':required': true,
      ':latest': latestReissueId,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
}

/** When the sweep looks for the mail of a transition. */
export function mailDue(at: ElectionInstant): string {
  return mailDueOf(at).toISOString()
}

type GivenBack = Pick<Reissue, 'voterId' | 'phoneHash'> & { requestedAt: ElectionInstant }

/**
 * Writes a transition that gives back to the phone. A phone that was freed meanwhile counts this request no more, so
 * the rest is written without it.
 * @param unsentTo hash of the phone, if the SMS was not to leave: it counts no more, whoever the phone serves
 */
export async function transactOnPhone<Items extends { phone: PhoneItem }>(
  database: DynamoDBDocumentClient,
  { phones }: Pick<TransitionTables, 'phones'>,
  writes: Record<keyof Items, Write>,
  unsentTo?: string,
): Promise<Failures<Items> | undefined> {
  const failures = await transact<Items>(database, writes)
  if (failures?.phone?.item?.freedAt === undefined) return failures
  const { phone: _, ...others } = writes
  const smsBack = updating(phones, 'phoneHash', unsentTo, {
    UpdateExpression: 'ADD smsCount :back',
    ExpressionAttributeValues: { ':back': -1 },
  })
  const remaining = { ...others, ...(unsentTo && { phone: smsBack }) } as Record<keyof Items, Write>
  return transact<Items>(database, remaining)
}

export function giveBackToPhone(
  { phones }: Pick<TransitionTables, 'phones'>,
  { voterId, phoneHash, requestedAt }: GivenBack,
  { unsent }: { unsent?: true } = {},
): Write {
  return updating(phones, 'phoneHash', phoneHash, {
    UpdateExpression: `ADD reissueCount :back${unsent ? ', smsCount :back' : ''}`,
    ConditionExpression: [
      'voterId = :voterId AND reissueCount > :zero',
      '(attribute_not_exists(freedAt) OR freedAt <= :requestedAt)',
    ].join(' AND '),
    ExpressionAttributeValues: {
      ':back': -1,
      ':voterId': voterId,
      ':zero': 0,
      ':requestedAt': requestedAt.toISOString(),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
}
