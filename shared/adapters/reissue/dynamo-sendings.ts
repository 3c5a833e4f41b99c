import type { DynamoDBDocumentClient, UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import { secondsLater } from '../../domain/instants.ts'
import { queueAllowanceSeconds } from '../../domain/reissue/due-times.ts'
import {
  isUnderWay,
  type Reissue,
  type ReissueState,
  statesBeforeSending,
} from '../../domain/reissue/reissue.ts'
import type { SendingStart, Sendings } from '../../domain/reissue/sendings.ts'
import type { Lease } from '../../domain/sms/sending-lease.ts'
import { fromReissueItem, type ReissueItem } from '../../tables/reissues.ts'
import { type Failures, ofHandedOver, setting, transact, updateIf } from '../dynamo-writes.ts'
import { swapIdentifier } from './identifier-swap-writes.ts'
import {
  giveBackToPhone,
  giveBackToVoter,
  leaseAttributes,
  mailDue,
  sendingAttributes,
  type TransitionItems,
  type TransitionTables,
  transactOnPhone,
  transitionReissue,
} from './reissue-transition-writes.ts'

export function dynamoSendings(
  database: DynamoDBDocumentClient,
  tables: TransitionTables,
): Sendings {
  async function startIf(
    update: UpdateCommandInput,
  ): Promise<{ start: SendingStart; isReleased?: boolean }> {
    const { written, item } = await updateIf<ReissueItem>(database, update)
    if (!item) return { start: { outcome: 'absent' } }
    if (written) return { start: { outcome: 'started', reissue: fromReissueItem(item) } }
    const outcome = isUnderWay(item.state) ? 'busy' : 'over'
    return { start: { outcome }, isReleased: item.leaseEndsAt === undefined }
  }

  return {
    async start(reissueId, lease) {
      const { start, isReleased } = await startIf(startSending(tables, reissueId, lease))
      if (start.outcome !== 'busy') return start
      const again = isReleased ? takeReleased : takeSendingOver
      return (await startIf(again(tables, reissueId, lease))).start
    },

    async release(reissueId, { owner, until }) {
      await updateIf(database, {
        TableName: tables.reissues,
        Key: { reissueId },
        UpdateExpression: `REMOVE ${leaseAttributes.join(', ')}`,
        ConditionExpression:
          '#state = :sending AND leaseEndsAt = :until AND leaseMessageId = :messageId AND leaseTries = :tries',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':sending': 'sending',
          ':until': until.toISOString(),
          ':messageId': owner.queueMessageId,
          ':tries': owner.receiveCount,
        },
      })
    },

    async complete(reissue, { identifierHash, messageId, at }) {
      const failures = await transact<Omit<TransitionItems, 'phone'>>(
        database,
        {
          reissue: {
            Update: transitionReissue(tables.reissues, reissue.reissueId, {
              from: ['sending'],
              to: 'sent',
              at,
              set: { messageId, mailDueAt: mailDue(at) },
              remove: sendingAttributes,
            }),
          },
          voter: swapIdentifier(tables, reissue, identifierHash),
        },
        ofHandedOver,
      )
      return failures ? alreadyOver(failures, reissue) : 'completed'
    },

    async fail(reissue, failure, at) {
      const failures = await transactOnPhone<TransitionItems>(database, tables, {
        reissue: {
          Update: transitionReissue(tables.reissues, reissue.reissueId, {
            from: ['sending'],
            to: 'failed',
            at,
            set: { failure, mailDueAt: mailDue(at) },
            remove: sendingAttributes,
          }),
        },
        voter: giveBackToVoter(tables, reissue),
        phone: giveBackToPhone(tables, reissue),
      })
      return failures ? alreadyOver(failures, reissue) : 'failed'
    },

    async hold({ reissueId, state, heldOn: before }, { heldOn, now, until, expectedAt }) {
      const set = {
        heldOn,
        smsDueAt: until.toISOString(),
        expectedAt: expectedAt.toISOString(),
        // The sweep brings the mail: a message from here would make a chain of the two functions that goes round.
        ...(before !== heldOn && { mailDueAt: now.toISOString() }),
      }
      for (const update of holding(tables, { reissueId, state, before }, set, now)) {
        if ((await updateIf(database, update)).written) return true
      }
      return false
    },
  }
}

/** Returns the updates to try in turn: none if the request is over. */
function holding(
  { reissues }: TransitionTables,
  {
    reissueId,
    state,
    before,
  }: { reissueId: string; state: ReissueState; before: string | undefined },
  set: Partial<ReissueItem>,
  now: ElectionInstant,
): UpdateCommandInput[] {
  if (!isUnderWay(state)) return []
  const transition = { to: 'held', at: now, set } as const
  switch (state) {
    case 'accepted':
      return [transitionReissue(reissues, reissueId, { ...transition, from: [state] })]
    case 'sending':
      return [
        transitionReissue(reissues, reissueId, {
          ...transition,
          from: [state],
          unless: 'leaseEndsAt',
        }),
        // An SMS of its sender may have left all the same: nobody stops it any more.
        transitionReissue(reissues, reissueId, {
          ...transition,
          from: [state],
          leaseEndedAt: now,
          set: { ...set, takenOver: true },
          remove: leaseAttributes,
        }),
      ]
    case 'held':
      return [
        {
          TableName: reissues,
          Key: { reissueId },
          UpdateExpression: setting(set).set,
          ConditionExpression: '#state = :held AND heldOn = :before',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':held': state,
            ':before': before,
            ...setting(set).values,
          },
        },
      ]
  }
}

function startSending(
  tables: TransitionTables,
  reissueId: string,
  { owner, from, until }: Lease,
): UpdateCommandInput {
  return {
    ...transitionReissue(tables.reissues, reissueId, {
      from: statesBeforeSending,
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
  }
}

function takeSendingOver(
  tables: TransitionTables,
  reissueId: string,
  lease: Lease,
): UpdateCommandInput {
  return leasing(tables, reissueId, lease, {
    also: ', takenOver = :yes',
    when: '(leaseEndsAt <= :from OR (leaseMessageId = :messageId AND leaseTries < :tries))',
    values: { ':from': lease.from.toISOString(), ':yes': true },
  })
}

/** SNS took no SMS from its last sender: this one's is the first. */
function takeReleased(
  tables: TransitionTables,
  reissueId: string,
  lease: Lease,
): UpdateCommandInput {
  return leasing(tables, reissueId, lease, { when: 'attribute_not_exists(leaseEndsAt)' })
}

function leasing(
  { reissues }: TransitionTables,
  reissueId: string,
  { owner, until }: Lease,
  { also = '', when, values }: { also?: string; when: string; values?: Record<string, unknown> },
): UpdateCommandInput {
  return {
    TableName: reissues,
    Key: { reissueId },
    // Not its due time: the sweep has moved it on, and would come too often.
    UpdateExpression: `SET leaseEndsAt = :until, leaseMessageId = :messageId, leaseTries = :tries${also}`,
    ConditionExpression: `#state = :sending AND ${when}`,
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':sending': 'sending',
      ':messageId': owner.queueMessageId,
      ':tries': owner.receiveCount,
      ':until': until.toISOString(),
      ...values,
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }
}

// Whoever sent the same SMS before us has also made the swap. Anything else is a broken table: throw.
function alreadyOver(
  { reissue: failure }: Failures<TransitionItems>,
  { reissueId }: Reissue,
): 'already-over' {
  if (failure?.item && !isUnderWay(failure.item.state)) return 'already-over'
  throw new Error(`Reissue ${reissueId} and its voter contradict each other`)
}
