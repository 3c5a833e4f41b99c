import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { TakenPhones } from '../../domain/voter/voter.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoTakenPhones(database: DynamoDBDocumentClient, table: string): TakenPhones {
  return {
    async note(voterId, phone) {
      await updateIf(database, table, 'voterId', voterId, {
        UpdateExpression: 'SET takenPhone = :phone',
        ConditionExpression: 'attribute_exists(voterId)',
        values: { phone },
      })
    },

    async forget(voterId, { phoneHash }) {
      await updateIf(database, table, 'voterId', voterId, {
        UpdateExpression: 'REMOVE takenPhone',
        ConditionExpression: 'takenPhone.phoneHash = :phoneHash',
        values: { phoneHash },
      })
    },
  }
}
