import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SmsGrants } from '../../domain/sms/sms-grants.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoSmsGrants(
  database: DynamoDBDocumentClient,
  tables: { voters: string; phones: string },
): SmsGrants {
  async function decrement(table: string, key: string, value: string, minimum: number) {
    const { isWritten } = await updateIf(database, table, key, value, {
      UpdateExpression: 'ADD smsCount :minusOne',
      ConditionExpression: 'smsCount >= :minimum',
      values: { minusOne: -1, minimum },
    })
    return isWritten ? ('granted' as const) : ('nothing-counted' as const)
  }

  return {
    grantToVoter: (voterId, minimum) => decrement(tables.voters, 'voterId', voterId, minimum),
    grantToPhone: (phoneHash, minimum) => decrement(tables.phones, 'phoneHash', phoneHash, minimum),
  }
}
