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
import { type Failures, handoverPatience, setClause, transact, updateIf } from '../dynamo-writes.ts'
import { swapIdentifier } from './identifier-swap-writes.ts'
import {
  leaseAttributes,
  mailDue,
  refundPhone,
  refundVoter,
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
      return (await startIf(leaseSending(tables, reissueId, lease, isReleased))).start
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
        handoverPatience,
      )
      return failures ? assertOver(failures, reissue) : 'completed'
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
        voter: refundVoter(tables, reissue),
        phone: refundPhone(tables, reissue),
      })
      return failures ? assertOver(failures, reissue) : 'failed'
    },

    async hold({ reissueId, state, heldOn: before }, { heldOn, now, until, expectedAt }) {
      const set = {
        heldOn,
        smsDueAt: until.toISOString(),
        expectedAt: expectedAt.toISOString(),
        // The reconciler sends the mail: a message from here would chain this function and the mailer in a loop.
        ...(before !== heldOn && { mailDueAt: now.toISOString() }),
      }
      for (const update of holdUpdates(tables, { reissueId, state, before }, set, now)) {
        if ((await updateIf(database, update)).written) return true
      }
      return false
    },
  }
}

function holdUpdates(
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
        // The previous sender may have handed the SMS over, so nobody may cancel it any more.
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
          UpdateExpression: setClause(set).set,
          ConditionExpression: '#state = :held AND heldOn = :before',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':held': state,
            ':before': before,
            ...setClause(set).values,
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

/** @param isReleased true if the last sender handed no SMS over */
function leaseSending(
  { reissues }: TransitionTables,
  reissueId: string,
  { owner, from, until }: Lease,
  isReleased = false,
): UpdateCommandInput {
  const leaseCondition = isReleased
    ? 'attribute_not_exists(leaseEndsAt)'
    : '(leaseEndsAt <= :from OR (leaseMessageId = :messageId AND leaseTries < :tries))'
  return {
    TableName: reissues,
    Key: { reissueId },
    // Keeps the due time, which the reconciler has postponed already.
    UpdateExpression: `SET leaseEndsAt = :until, leaseMessageId = :messageId, leaseTries = :tries${isReleased ? '' : ', takenOver = :yes'}`,
    ConditionExpression: `#state = :sending AND ${leaseCondition}`,
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':sending': 'sending',
      ':messageId': owner.queueMessageId,
      ':tries': owner.receiveCount,
      ':until': until.toISOString(),
      ...(!isReleased && { ':from': from.toISOString(), ':yes': true }),
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }
}

// Another sender of the same SMS has finished, swap included. Anything else means inconsistent tables.
function assertOver(
  { reissue: failure }: Failures<TransitionItems>,
  { reissueId }: Reissue,
): 'already-over' {
  if (failure?.item && !isUnderWay(failure.item.state)) return 'already-over'
  throw new Error(`Reissue ${reissueId} and its voter contradict each other`)
}
