import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb'

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

/** All items of a table, consistently too. */
export function scanItems<Item>(
  database: DynamoDBDocumentClient,
  scan: Omit<ScanCommandInput, 'ConsistentRead'>,
): AsyncGenerator<Item> {
  return itemsOf(paginateScan({ client: database }, { ...scan, ConsistentRead: true }))
}

/** Page by page, as they are asked for. */
export async function* itemsOf<Item>(
  pages: AsyncIterable<{ Items?: object[] | undefined }>,
): AsyncGenerator<Item> {
  for await (const { Items = [] } of pages) yield* Items as Item[]
}
