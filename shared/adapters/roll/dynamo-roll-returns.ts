import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ReturnedNotices } from '../../domain/roll/roll.ts'
import { returnedHash } from '../../domain/voter/identifier-derivation.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoRollReturns(
  database: DynamoDBDocumentClient,
  table: string,
): ReturnedNotices {
  return {
    async returnNotice({ voterId, printed, isReplaced }, at) {
      const { isWritten } = await updateIf(database, table, 'voterId', voterId, {
        ...(isReplaced
          ? {
              // A failed SMS must not restore the identifier of the returned notice.
              UpdateExpression:
                'SET noticeReturnedAt = :at REMOVE formerIdentifierHash, formerIdentifierReissueId',
              ConditionExpression: 'formerIdentifierHash = :printed',
              values: { printed, at },
            }
          : {
              UpdateExpression: 'SET identifierHash = :noHash, noticeReturnedAt = :at',
              ConditionExpression: 'identifierHash = :printed',
              values: { printed, at, noHash: returnedHash(at) },
            }),
      })
      if (!isWritten) return 'changed-meanwhile'
      return isReplaced ? 'replaced-already' : 'returned'
    },
  }
}
