import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { latestOf, secondsLater } from '../../domain/instants.ts'
import { mailDueTime, queueAllowanceSeconds } from '../../domain/reissue/due-times.ts'
import { isUnderWay, type Reissue, statesBeforeSending } from '../../domain/reissue/reissue.ts'
import type { Sendings } from '../../domain/reissue/sendings.ts'
import { leaseSeconds } from '../../domain/sms/sms-delivery.ts'
import { fromReissueItem, type ReissueItem } from '../../tables/reissues.ts'
import {
  type Failures,
  handoverDeadline,
  setClause,
  transact,
  type UpdateInput,
  updateIf,
} from '../dynamo-writes.ts'
import {
  identifierSwap,
  phoneRefund,
  reissueTransition,
  sendingAttributes,
  type TransitionItems,
  type TransitionTables,
  transactOnPhone,
  transitionUpdate,
  voterRefund,
} from './reissue-transition-writes.ts'

export function dynamoSendings(
  database: DynamoDBDocumentClient,
  tables: TransitionTables,
): Sendings {
  const updateReissue = (reissueId: string, change: UpdateInput) =>
    updateIf<ReissueItem>(database, tables.reissues, 'reissueId', reissueId, change)

  return {
    async start(reissue, now) {
      const change = startUpdate(now, reissue)
      const { isWritten, item } = await updateReissue(reissue.reissueId, change)
      if (isWritten && item) return { outcome: 'started', reissue: fromReissueItem(item) }
      return { outcome: item && isUnderWay(item.state) ? 'busy' : 'over' }
    },

    async release({ reissueId, takenOver, leaseEndsAt }, now, mayHaveLeft) {
      const condition = 'leaseEndsAt = :leaseEndsAt'
      const values = { leaseEndsAt }
      const update =
        mayHaveLeft || takenOver
          ? {
              UpdateExpression: 'SET leaseEndsAt = :now',
              ConditionExpression: condition,
              values: { ...values, now },
            }
          : transitionUpdate({
              ...{ from: ['sending'], to: 'accepted', at: now },
              ...{ remove: ['leaseEndsAt'], condition, values },
            })
      await updateReissue(reissueId, update)
    },

    async complete(reissue, { identifierHash, messageId, at }) {
      const failures = await transact<Omit<TransitionItems, 'phone'>>(
        database,
        {
          reissue: reissueTransition(tables, reissue, {
            from: ['sending'],
            to: 'sent',
            at,
            set: { messageId, mailDueAt: mailDueTime(at) },
            remove: sendingAttributes,
          }),
          voter: identifierSwap(tables, reissue, identifierHash),
        },
        handoverDeadline,
      )
      return isWritten(failures, reissue)
    },

    async fail(reissue, failure, at) {
      const failures = await transactOnPhone<TransitionItems>(database, {
        reissue: reissueTransition(tables, reissue, {
          from: reissue.state === 'sending' ? ['sending'] : statesBeforeSending,
          to: 'failed',
          at,
          set: { failure, mailDueAt: mailDueTime(at) },
          remove: sendingAttributes,
        }),
        voter: voterRefund(tables, reissue),
        phone: phoneRefund(tables, reissue),
      })
      return isWritten(failures, reissue)
    },

    async hold({ reissueId, state, heldOn: before }, { heldOn, now, until, expectedAt }) {
      const set = {
        heldOn,
        smsDueAt: until,
        expectedAt,
        // The reconciler queues the mail. If the sender did, it and the mailer could trigger each other in a loop.
        ...(before !== heldOn && { mailDueAt: now }),
      }
      const update =
        state === 'held'
          ? {
              UpdateExpression: setClause(set),
              ConditionExpression: '#state = :held AND heldOn = :before',
              values: { held: state, before, ...set },
            }
          : transitionUpdate({ from: ['accepted'], to: 'held', at: now, set })
      return (await updateReissue(reissueId, update)).isWritten
    },
  }
}

function startUpdate(now: ElectionInstant, { state, smsDueAt = now }: Reissue): UpdateInput {
  const set = {
    leaseEndsAt: secondsLater(now, leaseSeconds),
    // The reconciler may have delayed the next message further.
    smsDueAt: latestOf(smsDueAt, secondsLater(now, queueAllowanceSeconds)),
  }
  if (state !== 'sending') {
    const update = transitionUpdate({ from: statesBeforeSending, to: 'sending', at: now, set })
    return { ...update, ReturnValues: 'ALL_NEW' }
  }
  return {
    UpdateExpression: `${setClause(set)}, takenOver = :yes`,
    // Requests from an earlier version may be `sending` without a lease.
    ConditionExpression:
      '#state = :sending AND (attribute_not_exists(leaseEndsAt) OR leaseEndsAt <= :now)',
    values: { ...set, sending: state, now, yes: true },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }
}

function isWritten(
  failures: Failures<TransitionItems> | undefined,
  { reissueId }: Reissue,
): boolean {
  if (failures && !failures.reissue?.item)
    throw new Error(`Reissue ${reissueId} contradicts its voter`)
  return !failures
}
