import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ReturnedNotices } from '../../domain/roll/roll.ts'
import { noIdentifierHash } from '../../domain/voter/identifier-derivation.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import { updateIf } from '../dynamo-writes.ts'

const originAttributes = ['noticeOperationId', 'noticeWishId'] as const

/** Replaces the valid identifier and forgets the former one, so that a late failure receipt restores neither. */
export function renewNotice(
  table: string,
  { voterId, identifierHash }: Voter,
  renewed: Voter,
  origin: (typeof originAttributes)[number],
) {
  const clearedNames = [
    'noticeReturnedAt',
    'identifierReissueId',
    ...originAttributes.filter((name) => name !== origin),
  ]
  return {
    TableName: table,
    Key: { voterId },
    UpdateExpression: [
      `SET identifierHash = :renewed, noticeNumber = :number, noticeRenewedAt = :at, ${origin} = :maker`,
      `REMOVE formerIdentifierHash, formerIdentifierReissueId, ${clearedNames.join(', ')}`,
    ].join(' '),
    ConditionExpression: 'identifierHash = :former AND attribute_not_exists(removedAt)',
    values: {
      renewed: renewed.identifierHash,
      former: identifierHash,
      number: renewed.noticeNumber,
      at: renewed.noticeRenewedAt,
      maker: renewed[origin],
    },
  }
}

export function dynamoRollReturns(
  database: DynamoDBDocumentClient,
  table: string,
): ReturnedNotices {
  return {
    async returnNotice({ voterId, printed, isReplaced }, at) {
      const { written } = await updateIf(database, table, 'voterId', voterId, {
        ...(isReplaced
          ? {
              // If the SMS with the new identifier fails, the returned notice's is not restored.
              UpdateExpression:
                'SET noticeReturnedAt = :at REMOVE formerIdentifierHash, formerIdentifierReissueId',
              ConditionExpression: 'formerIdentifierHash = :printed',
              values: { printed, at },
            }
          : {
              UpdateExpression: 'SET identifierHash = :nobodys, noticeReturnedAt = :at',
              ConditionExpression: 'identifierHash = :printed',
              values: { printed, at, nobodys: noIdentifierHash(at) },
            }),
      })
      if (!written) return 'changed-meanwhile'
      return isReplaced ? 'replaced-already' : 'returned'
    },
  }
}
