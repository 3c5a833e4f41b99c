import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SmsCeilings } from '../../domain/sms/sms-grants.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoSmsCeilings(
  database: DynamoDBDocumentClient,
  tables: { voters: string; phones: string },
): SmsCeilings {
  async function takeOff(table: string, key: Record<string, string>) {
    const { written } = await updateIf(database, {
      TableName: table,
      Key: key,
      UpdateExpression: 'ADD smsCount :back',
      ConditionExpression: 'smsCount > :zero',
      ExpressionAttributeValues: { ':back': -1, ':zero': 0 },
    })
    return written ? ('granted' as const) : ('nothing-counted' as const)
  }

  return {
    grantToVoter: (voterId) => takeOff(tables.voters, { voterId }),
    grantToPhone: (phoneHash) => takeOff(tables.phones, { phoneHash }),
  }
}
