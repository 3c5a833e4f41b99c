import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { secondsLater } from '../../domain/instants.ts'
import { mailDueTime, queueAllowanceSeconds } from '../../domain/reissue/due-times.ts'
import {
  isUnderWay,
  type Reissue,
  type ReissueState,
  statesBeforeSending,
} from '../../domain/reissue/reissue.ts'
import type { SendingStart, Sendings } from '../../domain/reissue/sendings.ts'
import type { Lease } from '../../domain/sms/sms-delivery.ts'
import {
  attemptAttributes,
  fromReissueItem,
  type ReissueAttributes,
  type ReissueItem,
} from '../../tables/reissues.ts'
import {
  type Failures,
  handoverDeadline,
  setClause,
  transact,
  type UpdateInput,
  updateIf,
} from '../dynamo-writes.ts'
import {
  leaseAttributes,
  refundPhone,
  refundVoter,
  sendingAttributes,
  swapIdentifier,
  type TransitionItems,
  type TransitionTables,
  transactOnPhone,
  transitionReissue,
  transitionUpdate,
} from './reissue-transition-writes.ts'

export function dynamoSendings(
  database: DynamoDBDocumentClient,
  tables: TransitionTables,
): Sendings {
  const updateReissue = (reissueId: string, change: UpdateInput) =>
    updateIf<ReissueItem>(database, tables.reissues, 'reissueId', reissueId, change)

  async function tryStart(
    reissueId: string,
    change: UpdateInput,
  ): Promise<{ start: SendingStart; isReleased?: boolean }> {
    const { isWritten, item } = await updateReissue(reissueId, change)
    if (!item) return { start: { outcome: 'absent' } }
    if (isWritten) return { start: { outcome: 'started', reissue: fromReissueItem(item) } }
    const outcome = isUnderWay(item.state) ? 'busy' : 'over'
    return { start: { outcome }, isReleased: item.leaseEndsAt === undefined }
  }

  return {
    async start(reissueId, lease) {
      const { start, isReleased } = await tryStart(reissueId, startSending(lease))
      if (start.outcome !== 'busy') return start
      return (await tryStart(reissueId, leaseSending(lease, isReleased))).start
    },

    async release(reissueId, { owner, until }) {
      await updateReissue(reissueId, {
        UpdateExpression: `REMOVE ${leaseAttributes.join(', ')}`,
        ConditionExpression:
          'leaseEndsAt = :until AND leaseMessageId = :messageId AND leaseTries = :tries',
        values: { until, ...ownerValues(owner) },
      })
    },

    async complete(reissue, { identifierHash, messageId, at }) {
      const failures = await transact<Omit<TransitionItems, 'phone'>>(
        database,
        {
          reissue: transitionReissue(tables, reissue, {
            from: ['sending'],
            to: 'sent',
            at,
            set: { messageId, mailDueAt: mailDueTime(at) },
            remove: sendingAttributes,
          }),
          voter: swapIdentifier(tables, reissue, identifierHash),
        },
        handoverDeadline,
      )
      return failures ? assertEnded(failures, reissue) : 'completed'
    },

    async fail(reissue, failure, at) {
      const failures = await transactOnPhone<TransitionItems>(database, {
        reissue: transitionReissue(tables, reissue, {
          from: ['sending'],
          to: 'failed',
          at,
          set: { failure, mailDueAt: mailDueTime(at) },
          remove: sendingAttributes,
        }),
        voter: refundVoter(tables, reissue),
        phone: refundPhone(tables, reissue),
      })
      return failures ? assertEnded(failures, reissue) : 'failed'
    },

    async hold({ reissueId, state, heldOn: before }, { heldOn, now, until, expectedAt }) {
      const set = {
        heldOn,
        smsDueAt: until,
        expectedAt,
        // The reconciler queues the mail. If the sender did, it and the mailer could trigger each other in a loop.
        ...(before !== heldOn && { mailDueAt: now }),
      }
      return (await updateReissue(reissueId, holdUpdate(state, before, set, now))).isWritten
    },
  }
}

function holdUpdate(
  state: ReissueState,
  before: string | undefined,
  set: Partial<ReissueAttributes>,
  now: ElectionInstant,
): UpdateInput {
  if (state !== 'held') {
    const from = ['accepted', 'sending'] as const
    return transitionUpdate({
      from,
      to: 'held',
      at: now,
      set,
      blockingAttributes: attemptAttributes,
    })
  }
  return {
    UpdateExpression: setClause(set),
    ConditionExpression: '#state = :held AND heldOn = :before',
    values: { held: state, before, ...set },
  }
}

function startSending({ owner, from, until }: Lease): UpdateInput {
  return {
    ...transitionUpdate({
      from: statesBeforeSending,
      to: 'sending',
      at: from,
      set: {
        leaseMessageId: owner.queueMessageId,
        leaseTries: owner.receiveCount,
        leaseEndsAt: until,
        smsDueAt: secondsLater(from, queueAllowanceSeconds),
      },
    }),
    ReturnValues: 'ALL_NEW',
  }
}

const ownerValues = ({ queueMessageId, receiveCount }: Lease['owner']) => ({
  messageId: queueMessageId,
  tries: receiveCount,
})

/** @param isReleased true if the last sender certainly handed over no SMS */
function leaseSending({ owner, from, until }: Lease, isReleased = false): UpdateInput {
  const leaseCondition = isReleased
    ? 'attribute_not_exists(leaseEndsAt)'
    : '(leaseEndsAt <= :from OR (leaseMessageId = :messageId AND leaseTries < :tries))'
  return {
    // Leaves `smsDueAt` unchanged: the first sender set it, or the reconciler has delayed it since.
    UpdateExpression: `SET leaseEndsAt = :until, leaseMessageId = :messageId, leaseTries = :tries${isReleased ? '' : ', takenOver = :yes'}`,
    ConditionExpression: `#state = :sending AND ${leaseCondition}`,
    values: {
      sending: 'sending',
      until,
      ...ownerValues(owner),
      ...(!isReleased && { from, yes: true }),
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }
}

function assertEnded(
  { reissue: failure }: Failures<TransitionItems>,
  { reissueId }: Reissue,
): 'already-over' {
  if (failure?.item && !isUnderWay(failure.item.state)) return 'already-over'
  throw new Error(`Reissue ${reissueId} contradicts its voter`)
}
