import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { PhoneReleases, SmsCeilings } from '../../domain/sms/sms-grants.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoSmsCeilings(
  database: DynamoDBDocumentClient,
  tables: { voters: string; phones: string },
): SmsCeilings {
  async function decrement(table: string, key: Record<string, string>, least: number) {
    const { written } = await updateIf(database, {
      TableName: table,
      Key: key,
      UpdateExpression: 'ADD smsCount :back',
      ConditionExpression: 'smsCount >= :least',
      ExpressionAttributeValues: { ':back': -1, ':least': least },
    })
    return written ? ('granted' as const) : ('nothing-counted' as const)
  }

  return {
    grantToVoter: (voterId, least) => decrement(tables.voters, { voterId }, least),
    grantToPhone: (phoneHash, least) => decrement(tables.phones, { phoneHash }, least),
  }
}

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
