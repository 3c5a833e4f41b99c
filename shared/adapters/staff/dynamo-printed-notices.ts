import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { PrintedNotices } from '../../domain/staff/printed-notice.ts'
import { updateIf } from '../dynamo-writes.ts'
import { joined, printingConditions } from '../reissue/voter-conditions.ts'
import { renewNotice } from '../roll/notice-writes.ts'

export function dynamoPrintedNotices(
  database: DynamoDBDocumentClient,
  table: string,
): PrintedNotices {
  return {
    async print(voter, renewed, claim) {
      const renewal = renewNotice(table, voter, renewed, 'noticeWishId')
      const conditions = Object.values(printingConditions).map((condition) => condition(claim))
      const lets = joined(conditions, { ':one': 1 })
      const { written } = await updateIf(database, {
        ...renewal,
        UpdateExpression: `${renewal.UpdateExpression} ADD reissueCount :one`,
        ConditionExpression: `${renewal.ConditionExpression} AND ${lets.ConditionExpression}`,
        ExpressionAttributeValues: {
          ...renewal.ExpressionAttributeValues,
          ...lets.ExpressionAttributeValues,
        },
      })
      return written
    },
  }
}
