import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { updateIf } from '../dynamo-writes.ts'

export async function inviteGuest(
  database: DynamoDBDocumentClient,
  table: string,
  voterId: string,
): Promise<boolean> {
  const { isWritten } = await updateIf(database, table, 'voterId', voterId, {
    UpdateExpression: 'SET guest = :yes',
    ConditionExpression: 'attribute_exists(identifierHash) AND attribute_not_exists(removedAt)',
    values: { yes: true },
  })
  return isWritten
}
