import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { retry, voterDeadline, type WithValues, withExpressionAttributes } from './dynamo-writes.ts'

class UnprocessedKeysError extends Error {
  override name = 'UnprocessedKeysError'
}

const batchSize = 100

/** Reads consistently, so that a replaced identifier does not look valid. */
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

/** Returns items in no particular order. */
export async function readItems<Item>(
  database: DynamoDBDocumentClient,
  table: string,
  keys: readonly Record<string, string>[],
  deadline = voterDeadline,
): Promise<Item[]> {
  const items: Item[] = []
  for (let start = 0; start < keys.length; start += batchSize) {
    let Keys = keys.slice(start, start + batchSize)
    const isUnprocessed = (error: unknown) => error instanceof UnprocessedKeysError
    await retry(deadline, isUnprocessed, async () => {
      const { Responses, UnprocessedKeys } = await database.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
      )
      items.push(...((Responses?.[table] ?? []) as Item[]))
      Keys = (UnprocessedKeys?.[table]?.Keys ?? []) as Record<string, string>[]
      if (Keys.length > 0) throw new UnprocessedKeysError('left unread under load')
    })
  }
  return items
}

export function scanItems<Item>(
  database: DynamoDBDocumentClient,
  scan: WithValues<Omit<ScanCommandInput, 'ConsistentRead'>>,
): AsyncGenerator<Item> {
  return itemsOf(
    paginateScan({ client: database }, { ...withExpressionAttributes(scan), ConsistentRead: true }),
  )
}

export function queryItems<Item>(
  database: DynamoDBDocumentClient,
  query: WithValues<QueryCommandInput>,
): AsyncGenerator<Item> {
  return itemsOf(paginateQuery({ client: database }, withExpressionAttributes(query)))
}

async function* itemsOf<Item>(
  pages: AsyncIterable<{ Items?: object[] | undefined }>,
): AsyncGenerator<Item> {
  for await (const { Items = [] } of pages) yield* Items as Item[]
}
