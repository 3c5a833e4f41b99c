import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

/** Always consistent: an identifier that was just replaced is seen as such. */
export async function readItem<Item>(
  database: DynamoDBDocumentClient,
  table: string,
  key: Record<string, string>,
): Promise<Item | undefined> {
  const { Item } = await database.send(
    new GetCommand({ TableName: table, Key: key, ConsistentRead: true }),
  )
  return Item as Item | undefined
}
