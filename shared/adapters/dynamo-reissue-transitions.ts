import { mailDueOf } from '../domain/due-times.ts'
import type { Reissue, ReissueState } from '../domain/reissue.ts'
import type { TransactionWrites } from './dynamo-writes.ts'

type Write = TransactionWrites[number]

// The moves of a request, and what they give back, as writes that transactions share.

export interface TransitionTables {
  reissues: string
  voters: string
  phones: string
}

interface Transition {
  from: ReissueState
  to: ReissueState
  at: Date
  /** What the request learns, by attribute. */
  set?: Record<string, string | number>
  remove?: readonly string[]
}

/** What a request keeps only while its SMS is still to be sent. */
export const sendingAttributes = [
  'sealedPhone',
  'smsDueAt',
  'leaseEndsAt',
  'leaseMessageId',
  'leaseTries',
  'heldOn',
] as const

/** Forward only: the condition is the state that the move starts from. */
export function transitionReissue(table: string, reissueId: string, move: Transition) {
  const set = Object.entries(move.set ?? {})
  const removed = move.remove?.length ? ` REMOVE ${move.remove.join(', ')}` : ''
  return {
    TableName: table,
    Key: { reissueId },
    UpdateExpression: [
      'SET #state = :to, #history = list_append(#history, :step)',
      ...set.map(([name]) => `${name} = :${name}`),
    ]
      .join(', ')
      .concat(removed),
    ConditionExpression: '#state = :from',
    ExpressionAttributeNames: { '#state': 'state', '#history': 'history' },
    ExpressionAttributeValues: {
      ':from': move.from,
      ':to': move.to,
      ':step': [{ state: move.to, at: move.at.toISOString() }],
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
}

/**
 * The request under way ends without having counted. Of a suspect one, somebody else knows the password.
 */
export function giveBackToVoter(
  { voters }: TransitionTables,
  { voterId, reissueId }: Reissue,
  also: { suspect?: true } = {},
): Write {
  const suspect = also.suspect && { ':required': true, ':one': 1 }
  return {
    Update: {
      TableName: voters,
      Key: { voterId },
      UpdateExpression: [
        `ADD reissueCount :back${suspect ? ', sessionEpoch :one' : ''}`,
        'REMOVE pendingReissueId',
        ...(suspect ? ['SET passwordChangeRequired = :required'] : []),
      ].join(' '),
      ConditionExpression: 'pendingReissueId = :reissueId',
      ExpressionAttributeValues: { ':back': -1, ':reissueId': reissueId, ...suspect },
    },
  }
}

/** A move that the voter is told of by e-mail is told before the sweep looks for it. */
export function mailDue(at: Date): string {
  return mailDueOf(at).toISOString()
}

/** The phone has served one time less. */
export function giveBackToPhone(
  { phones }: TransitionTables,
  { voterId, phoneHash }: Reissue,
): Write {
  return {
    Update: {
      TableName: phones,
      Key: { phoneHash },
      UpdateExpression: 'ADD reissueCount :back',
      ConditionExpression: 'voterId = :voterId AND reissueCount > :zero',
      ExpressionAttributeValues: { ':back': -1, ':voterId': voterId, ':zero': 0 },
    },
  }
}
