import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { SendingStart, Sendings } from '../domain/ports.ts'
import {
  isUnderWay,
  queueAllowanceSeconds,
  type Reissue,
  type SmsRefusal,
  secondsLater,
} from '../domain/reissue.ts'
import { fromReissueItem, type ReissueItem } from './dynamo-items.ts'
import { type TransactionWrites, transact } from './dynamo-transaction.ts'

interface SendingTables {
  reissues: string
  voters: string
  phones: string
}

export function dynamoSendings(database: DynamoDBDocumentClient, tables: SendingTables): Sendings {
  async function startUnless(update: UpdateCommand): Promise<SendingStart> {
    try {
      const { Attributes } = await database.send(update)
      return { outcome: 'started', reissue: fromReissueItem(Attributes as ReissueItem) }
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
      if (!error.Item) return { outcome: 'absent' }
      const { state } = fromReissueItem(unmarshall(error.Item) as ReissueItem)
      return { outcome: isUnderWay(state) ? 'busy' : 'over' }
    }
  }

  return {
    async start(reissueId, now, leaseEndsAt) {
      const first = await startUnless(startSending(tables, reissueId, now, leaseEndsAt))
      if (first.outcome !== 'busy') return first
      return startUnless(takeSendingOver(tables, reissueId, now, leaseEndsAt))
    },

    async complete(reissue, { identifierHash, messageId, at }) {
      const failures = await transact(database, [
        endSending(tables, reissue, 'sent', at, { name: 'messageId', value: messageId }),
        {
          Update: {
            TableName: tables.voters,
            Key: { voterId: reissue.voterId },
            UpdateExpression: 'SET identifierHash = :identifierHash REMOVE pendingReissueId',
            ConditionExpression: 'pendingReissueId = :reissueId',
            ExpressionAttributeValues: {
              ':identifierHash': identifierHash,
              ':reissueId': reissue.reissueId,
            },
          },
        },
      ])
      return failures ? alreadyOver(failures[0], reissue) : 'completed'
    },

    async fail(reissue, refusal: SmsRefusal, at) {
      const failures = await transact(database, [
        endSending(tables, reissue, 'failed', at, { name: 'refusal', value: refusal }),
        {
          Update: {
            TableName: tables.voters,
            Key: { voterId: reissue.voterId },
            UpdateExpression: 'ADD reissueCount :back REMOVE pendingReissueId',
            ConditionExpression: 'pendingReissueId = :reissueId',
            ExpressionAttributeValues: { ':back': -1, ':reissueId': reissue.reissueId },
          },
        },
        {
          Update: {
            TableName: tables.phones,
            Key: { phoneHash: reissue.phoneHash },
            UpdateExpression: 'ADD reissueCount :back',
            ConditionExpression: 'voterId = :voterId AND reissueCount > :zero',
            ExpressionAttributeValues: { ':back': -1, ':voterId': reissue.voterId, ':zero': 0 },
          },
        },
      ])
      return failures ? alreadyOver(failures[0], reissue) : 'failed'
    },
  }
}

const names = { '#state': 'state', '#history': 'history' }

function startSending(
  tables: SendingTables,
  reissueId: string,
  now: Date,
  leaseEndsAt: Date,
): UpdateCommand {
  return new UpdateCommand({
    TableName: tables.reissues,
    Key: { reissueId },
    UpdateExpression:
      'SET #state = :sending, leaseEndsAt = :leaseEndsAt, smsDueAt = :dueAt, #history = list_append(#history, :step)',
    ConditionExpression: '#state = :accepted',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ':accepted': 'accepted',
      ':sending': 'sending',
      ...leaseValues(now, leaseEndsAt),
      ':step': [{ state: 'sending', at: now.toISOString() }],
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
}

/** A sender that died left its lease to run out. */
function takeSendingOver(
  tables: SendingTables,
  reissueId: string,
  now: Date,
  leaseEndsAt: Date,
): UpdateCommand {
  return new UpdateCommand({
    TableName: tables.reissues,
    Key: { reissueId },
    UpdateExpression: 'SET leaseEndsAt = :leaseEndsAt, smsDueAt = :dueAt',
    ConditionExpression: '#state = :sending AND leaseEndsAt <= :now',
    ExpressionAttributeNames: { '#state': names['#state'] },
    ExpressionAttributeValues: {
      ':sending': 'sending',
      ':now': now.toISOString(),
      ...leaseValues(now, leaseEndsAt),
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
}

function leaseValues(now: Date, leaseEndsAt: Date) {
  return {
    ':leaseEndsAt': leaseEndsAt.toISOString(),
    ':dueAt': secondsLater(now, queueAllowanceSeconds).toISOString(),
  }
}

function endSending(
  { reissues }: SendingTables,
  { reissueId }: Reissue,
  state: 'sent' | 'failed',
  at: Date,
  attribute: { name: 'messageId' | 'refusal'; value: string },
): TransactionWrites[number] {
  return {
    Update: {
      TableName: reissues,
      Key: { reissueId },
      UpdateExpression: [
        'SET #state = :state, #attribute = :value, #history = list_append(#history, :step)',
        'REMOVE sealedPhone, smsDueAt, leaseEndsAt',
      ].join(' '),
      ConditionExpression: '#state = :sending',
      ExpressionAttributeNames: { ...names, '#attribute': attribute.name },
      ExpressionAttributeValues: {
        ':sending': 'sending',
        ':state': state,
        ':value': attribute.value,
        ':step': [{ state, at: at.toISOString() }],
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

// Whoever sent the same SMS before us has also made the swap. Anything else is a broken table: throw.
function alreadyOver(
  failure: { item: Record<string, unknown> | undefined } | undefined,
  { reissueId }: Reissue,
): 'already-over' {
  if (failure?.item && !isUnderWay((failure.item as ReissueItem).state)) return 'already-over'
  throw new Error(`Reissue ${reissueId} and its voter contradict each other`)
}
