import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { SendingStart, Sendings } from '../domain/ports.ts'
import { isUnderWay, queueAllowanceSeconds, type Reissue, secondsLater } from '../domain/reissue.ts'
import { fromReissueItem, type ReissueItem } from './dynamo-items.ts'
import {
  giveBackToPhone,
  giveBackToVoter,
  type MoveTables,
  moveReissue,
  sendingAttributes,
} from './dynamo-moves.ts'
import { transact, updateUnless } from './dynamo-transaction.ts'

export function dynamoSendings(database: DynamoDBDocumentClient, tables: MoveTables): Sendings {
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
        {
          Update: moveReissue(tables.reissues, reissue.reissueId, {
            from: 'sending',
            to: 'sent',
            at,
            set: { messageId },
            remove: sendingAttributes,
          }),
        },
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

    async fail(reissue, failure, at) {
      const failures = await transact(database, [
        {
          Update: moveReissue(tables.reissues, reissue.reissueId, {
            from: 'sending',
            to: 'failed',
            at,
            set: { failure },
            remove: sendingAttributes,
          }),
        },
        giveBackToVoter(tables, reissue),
        giveBackToPhone(tables, reissue),
      ])
      return failures ? alreadyOver(failures[0], reissue) : 'failed'
    },

    async release(reissueId, leaseEndsAt, now) {
      await updateUnless(database, {
        TableName: tables.reissues,
        Key: { reissueId },
        UpdateExpression: 'SET leaseEndsAt = :now',
        ConditionExpression: '#state = :sending AND leaseEndsAt = :leaseEndsAt',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':sending': 'sending',
          ':now': now.toISOString(),
          ':leaseEndsAt': leaseEndsAt.toISOString(),
        },
      })
    },

    async hold(reissueId, { day, until, expectedAt }) {
      const values = { ':day': day, ':until': until.toISOString() }
      const isNew = await updateUnless(database, {
        TableName: tables.reissues,
        Key: { reissueId },
        UpdateExpression: 'SET heldOn = :day, smsDueAt = :until, expectedAt = :expectedAt',
        ConditionExpression:
          'attribute_exists(smsDueAt) AND (attribute_not_exists(heldOn) OR heldOn <> :day)',
        ExpressionAttributeValues: { ...values, ':expectedAt': expectedAt.toISOString() },
      })
      if (isNew) return true
      await updateUnless(database, {
        TableName: tables.reissues,
        Key: { reissueId },
        UpdateExpression: 'SET smsDueAt = :until',
        ConditionExpression: 'heldOn = :day AND smsDueAt < :until',
        ExpressionAttributeValues: values,
      })
      return false
    },
  }
}

function startSending(
  tables: MoveTables,
  reissueId: string,
  now: Date,
  leaseEndsAt: Date,
): UpdateCommand {
  return new UpdateCommand({
    ...moveReissue(tables.reissues, reissueId, {
      from: 'accepted',
      to: 'sending',
      at: now,
      set: leaseAttributes(now, leaseEndsAt),
    }),
    ReturnValues: 'ALL_NEW',
  })
}

/** A sender that died left its lease to run out. */
function takeSendingOver(
  tables: MoveTables,
  reissueId: string,
  now: Date,
  leaseEndsAt: Date,
): UpdateCommand {
  const lease = leaseAttributes(now, leaseEndsAt)
  return new UpdateCommand({
    TableName: tables.reissues,
    Key: { reissueId },
    UpdateExpression: 'SET leaseEndsAt = :leaseEndsAt, smsDueAt = :smsDueAt',
    ConditionExpression: '#state = :sending AND leaseEndsAt <= :now',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':sending': 'sending',
      ':now': now.toISOString(),
      ':leaseEndsAt': lease.leaseEndsAt,
      ':smsDueAt': lease.smsDueAt,
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
}

function leaseAttributes(now: Date, leaseEndsAt: Date) {
  return {
    leaseEndsAt: leaseEndsAt.toISOString(),
    smsDueAt: secondsLater(now, queueAllowanceSeconds).toISOString(),
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
