import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { maxPlausibleLeadMilliseconds, type Rate, type RateName } from '../domain/rate-limiter.ts'
import type { RateItem } from '../tables/mail-turns.ts'
import { updateIf } from './dynamo-writes.ts'

export function dynamoRate(database: DynamoDBDocumentClient, table: string, rate: RateName): Rate {
  return {
    async reserve({ notBefore, milliseconds, notAfter }, startMode) {
      const now = notBefore.getTime()
      const { isWritten, item } = await updateIf<RateItem>(database, table, 'rate', rate, {
        ...(startMode === 'earliest'
          ? {
              UpdateExpression: 'SET freeAt = :next',
              ConditionExpression:
                'attribute_not_exists(freeAt) OR freeAt <= :now OR freeAt > :limit',
              values: { next: now + milliseconds, now, limit: now + maxPlausibleLeadMilliseconds },
            }
          : {
              UpdateExpression: 'SET freeAt = freeAt + :block',
              ConditionExpression: 'freeAt > :now AND freeAt <= :latest',
              values: { block: milliseconds, now, latest: notAfter.getTime() },
            }),
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      })
      return { isReserved: isWritten, freeAt: item?.freeAt }
    },
  }
}
