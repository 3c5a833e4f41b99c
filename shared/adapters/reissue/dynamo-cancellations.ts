import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Cancellations, Disowning } from '../../domain/reissue/cancellations.ts'
import { mailDueTime } from '../../domain/reissue/due-times.ts'
import { holdingCapKeyOf, statesBeforeSending } from '../../domain/reissue/reissue.ts'
import { fromReissueItem } from '../../tables/reissues.ts'
import { transact, updateIf, updateWrite } from '../dynamo-writes.ts'
import {
  passwordRequirement,
  phoneRefund,
  reissueTransition,
  sendingAttributes,
  smsCountRefund,
  type TransitionItems,
  type TransitionTables,
  transactOnPhone,
  voterRefund,
} from './reissue-transition-writes.ts'

type CancellationTables = TransitionTables & { smsDays: string }

export function dynamoCancellations(
  database: DynamoDBDocumentClient,
  tables: CancellationTables,
): Cancellations {
  return {
    async cancel(reissue, at, withdrawal) {
      const refund = withdrawal ? {} : ({ refundsSms: true, needsNewPassword: true } as const)
      const failures = await transactOnPhone<TransitionItems>(
        database,
        {
          reissue: reissueTransition(tables, reissue, {
            from: statesBeforeSending,
            to: 'cancelled',
            at,
            set: { mailDueAt: mailDueTime(at), ...withdrawal },
            remove: sendingAttributes,
          }),
          voter: voterRefund(tables, reissue, refund),
          phone: phoneRefund(tables, reissue, { refundsSms: true }),
        },
        smsCountRefund(tables, reissue.phoneHash),
      )
      if (!failures) {
        const capKey = holdingCapKeyOf(reissue)
        // If this fails, the cap's count of held SMS stays one too high, but the cancellation succeeds.
        if (capKey)
          await updateIf(database, tables.smsDays, 'day', capKey, {
            UpdateExpression: 'ADD heldCount :minusOne',
            ConditionExpression: 'attribute_exists(heldCount)',
            values: { minusOne: -1 },
          }).catch(() => {})
        return 'cancelled'
      }
      if (failures.reissue?.item) return fromReissueItem(failures.reissue.item)
      throw new Error(`Reissue ${reissue.reissueId}, its voter and its phone contradict each other`)
    },
  }
}

export function dynamoDisowning(
  database: DynamoDBDocumentClient,
  tables: Pick<TransitionTables, 'reissues' | 'voters'>,
): Disowning {
  return {
    async disown({ reissueId, voterId }, latestReissueId, at) {
      const failures = await transact<Omit<TransitionItems, 'phone'>>(database, {
        reissue: updateWrite(tables.reissues, 'reissueId', reissueId, {
          UpdateExpression: 'SET disownedAt = :at, mailDueAt = :due',
          ConditionExpression: 'withdrawn = :yes AND attribute_not_exists(disownedAt)',
          values: { at, due: mailDueTime(at), yes: true },
        }),
        voter: passwordRequirement(tables, voterId, latestReissueId),
      })
      if (!failures) return 'disowned'
      const latestId = failures.voter?.item?.latestReissueId
      return failures.reissue || !latestId ? 'unchanged' : { latestReissueId: latestId }
    },
  }
}
