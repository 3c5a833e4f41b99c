import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { TakenPhones, VoterGrants } from '../../domain/staff/voter-grants.ts'
import { toStored } from '../../tables/stored.ts'
import { updateIf } from '../dynamo-writes.ts'

const delays = ['passwordRenewedAt', 'repairedAt'] as const

export function dynamoVoterGrants(database: DynamoDBDocumentClient, table: string): VoterGrants {
  return {
    async liftWait(voterId, at) {
      await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: 'SET waitLiftedAt = :at',
        ConditionExpression: 'attribute_exists(voterId)',
        ExpressionAttributeValues: { ':at': at.toISOString() },
      })
    },

    async liftBothLost({ voterId, ...voter }) {
      const seen = delays.flatMap((name) => {
        const at = voter[name]
        return at ? [[name, at.toISOString()] as const] : []
      })
      const { written } = await updateIf(database, {
        TableName: table,
        Key: { voterId },
        UpdateExpression: `REMOVE ${delays.join(', ')}`,
        ConditionExpression: delays
          .map((name) => (voter[name] ? `${name} = :${name}` : `attribute_not_exists(${name})`))
          .join(' AND '),
        ExpressionAttributeValues: Object.fromEntries(seen.map(([name, at]) => [`:${name}`, at])),
      })
      return written
    },
  }
}

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
