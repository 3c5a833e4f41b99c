import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SmsGrants } from '../../domain/sms/sms-grants.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoSmsGrants(
  database: DynamoDBDocumentClient,
  tables: { voters: string; phones: string },
): SmsGrants {
  async function decrementSmsCount(table: string, key: string, value: string, minimum: number) {
    const { isWritten } = await updateIf(database, table, key, value, {
      UpdateExpression: 'ADD smsCount :minusOne',
      ConditionExpression: 'smsCount >= :minimum',
      values: { minusOne: -1, minimum },
    })
    return isWritten ? ('granted' as const) : ('nothing-counted' as const)
  }

  return {
    grantToVoter: (voterId, minimum) =>
      decrementSmsCount(tables.voters, 'voterId', voterId, minimum),
    grantToPhone: (phoneHash, minimum) =>
      decrementSmsCount(tables.phones, 'phoneHash', phoneHash, minimum),
  }
}
