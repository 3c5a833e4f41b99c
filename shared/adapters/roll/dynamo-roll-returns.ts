import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ReturnedNotices } from '../../domain/roll/roll.ts'
import { noIdentifierHash } from '../../domain/voter/identifier-derivation.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoRollReturns(
  database: DynamoDBDocumentClient,
  table: string,
): ReturnedNotices {
  return {
    async returnNotice({ voterId, identifierHash }, at) {
      const { written } = await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'SET identifierHash = :nobodys, noticeReturnedAt = :at',
        ConditionExpression: 'identifierHash = :printed',
        ExpressionAttributeValues: {
          ':nobodys': noIdentifierHash(at),
          ':printed': identifierHash,
          ':at': at.toISOString(),
        },
      })
      return written ? 'returned' : 'changed-meanwhile'
    },

    async returnReplacedNotice({ voterId, formerIdentifierHash }, at) {
      const { written } = await updateIf(database, {
        TableName: table,
        Key: { voterId },
        // If that SMS fails, no identifier is restored.
        UpdateExpression:
          'SET noticeReturnedAt = :at REMOVE formerIdentifierHash, formerIdentifierReissueId',
        ConditionExpression: 'formerIdentifierHash = :printed',
        ExpressionAttributeValues: { ':printed': formerIdentifierHash, ':at': at.toISOString() },
      })
      return written ? 'replaced-already' : 'changed-meanwhile'
    },
  }
}
