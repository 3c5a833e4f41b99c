import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { PhoneReleases } from '../../domain/sms/sms-grants.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoPhoneReleases(
  database: DynamoDBDocumentClient,
  phones: string,
): PhoneReleases {
  return {
    async free(phoneHash, at) {
      const { written } = await updateIf(database, {
        TableName: phones,
        Key: { phoneHash },
        UpdateExpression: 'SET reissueCount = :zero, freedAt = :at',
        ConditionExpression: 'reissueCount > :zero',
        ExpressionAttributeValues: { ':zero': 0, ':at': at.toISOString() },
      })
      return written ? 'freed' : 'unused'
    },
  }
}
