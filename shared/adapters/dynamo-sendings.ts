import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { queueAllowanceSeconds } from '../domain/due-times.ts'
import { secondsLater } from '../domain/instants.ts'
import type { SendingStart, Sendings } from '../domain/ports.ts'
import { isUnderWay, type Reissue } from '../domain/reissue.ts'
import type { Lease } from '../domain/sending-lease.ts'
import { fromReissueItem, type ReissueItem } from '../tables/reissues.ts'
import {
  giveBackToPhone,
  giveBackToVoter,
  mailDue,
  sendingAttributes,
  type TransitionTables,
  transitionReissue,
} from './dynamo-reissue-transitions.ts'
import { transact, updateIf } from './dynamo-writes.ts'

export function dynamoSendings(
  database: DynamoDBDocumentClient,
  tables: TransitionTables,
): Sendings {
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
    async start(reissueId, lease) {
      const first = await startUnless(startSending(tables, reissueId, lease))
      if (first.outcome !== 'busy') return first
      return startUnless(takeSendingOver(tables, reissueId, lease))
    },

    async complete(reissue, { identifierHash, messageId, at }) {
      const failures = await transact(database, [
        {
          Update: transitionReissue(tables.reissues, reissue.reissueId, {
            from: 'sending',
            to: 'sent',
            at,
            set: { messageId, mailDueAt: mailDue(at) },
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
          Update: transitionReissue(tables.reissues, reissue.reissueId, {
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

    hold: (reissueId, { day, now, until, expectedAt }) =>
      updateIf(database, {
        TableName: tables.reissues,
        Key: { reissueId },
        UpdateExpression: 'SET heldOn = :day, smsDueAt = :until, expectedAt = :expectedAt',
        ConditionExpression:
          'attribute_exists(smsDueAt) AND (#state = :accepted OR leaseEndsAt <= :now)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':accepted': 'accepted',
          ':day': day,
          ':now': now.toISOString(),
          ':until': until.toISOString(),
          ':expectedAt': expectedAt.toISOString(),
        },
      }),
  }
}

function startSending(
  tables: TransitionTables,
  reissueId: string,
  { owner, from, until }: Lease,
): UpdateCommand {
  return new UpdateCommand({
    ...transitionReissue(tables.reissues, reissueId, {
      from: 'accepted',
      to: 'sending',
      at: from,
      set: {
        leaseMessageId: owner.queueMessageId,
        leaseTries: owner.receiveCount,
        leaseEndsAt: until.toISOString(),
        smsDueAt: secondsLater(from, queueAllowanceSeconds).toISOString(),
      },
    }),
    ReturnValues: 'ALL_NEW',
  })
}

function takeSendingOver(
  tables: TransitionTables,
  reissueId: string,
  { owner, from, until }: Lease,
): UpdateCommand {
  return new UpdateCommand({
    TableName: tables.reissues,
    Key: { reissueId },
    // Not its due time: the sweep has moved it on, and would come too often.
    UpdateExpression: 'SET leaseEndsAt = :until, leaseMessageId = :messageId, leaseTries = :tries',
    ConditionExpression:
      '#state = :sending AND (leaseEndsAt <= :from OR (leaseMessageId = :messageId AND leaseTries < :tries))',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':sending': 'sending',
      ':messageId': owner.queueMessageId,
      ':tries': owner.receiveCount,
      ':from': from.toISOString(),
      ':until': until.toISOString(),
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })
}

// Whoever sent the same SMS before us has also made the swap. Anything else is a broken table: throw.
function alreadyOver(
  failure: { item: Record<string, unknown> | undefined } | undefined,
  { reissueId }: Reissue,
): 'already-over' {
  if (failure?.item && !isUnderWay((failure.item as ReissueItem).state)) return 'already-over'
  throw new Error(`Reissue ${reissueId} and its voter contradict each other`)
}
