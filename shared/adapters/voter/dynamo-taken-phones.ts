import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { TakenPhones } from '../../domain/voter/taken-phones.ts'
import { toStored } from '../../tables/stored.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoTakenPhones(database: DynamoDBDocumentClient, table: string): TakenPhones {
  return {
    async note(voterId, phone) {
      await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'SET takenPhone = :phone',
        ConditionExpression: 'attribute_exists(voterId)',
        ExpressionAttributeValues: { ':phone': toStored(phone) },
      })
    },

    async forget(voterId, { phoneHash }) {
      await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'REMOVE takenPhone',
        ConditionExpression: 'takenPhone.phoneHash = :phoneHash',
        ExpressionAttributeValues: { ':phoneHash': phoneHash },
      })
    },
  }
}
