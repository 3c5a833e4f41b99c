import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { PrintedNotices } from '../../domain/staff/printed-notice.ts'
import { type ApprovalTables, approvalWrites } from '../dynamo-approvals.ts'
import { transact } from '../dynamo-writes.ts'
import { joinConditions, voterConditions } from '../reissue/voter-conditions.ts'
import { noticeRenewal } from '../roll/notice-writes.ts'

export function dynamoPrintedNotices(
  database: DynamoDBDocumentClient,
  tables: ApprovalTables & { voters: string },
): PrintedNotices {
  return {
    async print(voter, renewedVoter, claim, approvalUse) {
      const renewal = noticeRenewal(tables.voters, voter, renewedVoter, 'noticeWishId')
      const conditions = Object.values(voterConditions).map((condition) => condition(claim))
      const voterCondition = joinConditions(conditions, { one: 1 })
      const failures = await transact(database, {
        ...approvalWrites(tables, approvalUse),
        voter: {
          Update: {
            ...renewal,
            UpdateExpression: `${renewal.UpdateExpression} ADD reissueCount :one`,
            ConditionExpression: `${renewal.ConditionExpression} AND ${voterCondition.ConditionExpression}`,
            values: { ...renewal.values, ...voterCondition.values },
          },
        },
      })
      return failures === undefined
    },
  }
}
