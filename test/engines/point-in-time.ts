import {
  type AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
  type RestoreTableToPointInTimeInput,
} from '@aws-sdk/client-dynamodb'
import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams'
import { clientDefaults } from '../../local/emulators.ts'
import type { LoopbackServer } from '../../local/loopback.ts'
import { getIterator } from '../../local/stream-pollers.ts'
import { answerJson, startProxy } from './proxy.ts'

type Item = Record<string, AttributeValue>

/** The embedded DynamoDB with one more operation: it restores a table with a stream to an instant. */
export async function startPointInTime(endpoint: string): Promise<LoopbackServer> {
  const clients = { ...clientDefaults, endpoint }
  const dynamodb = new DynamoDBClient(clients)
  const streams = new DynamoDBStreamsClient(clients)
  const server = await startProxy(endpoint, async ({ operation, body }, response) => {
    if (operation !== 'RestoreTableToPointInTime') return false
    await restore(dynamodb, streams, JSON.parse(body.toString()))
    return answerJson(response, 200, { TableDescription: { TableStatus: 'CREATING' } })
  })
  return {
    ...server,
    async close() {
      await server.close()
      dynamodb.destroy()
      streams.destroy()
    },
  }
}

/** @param at in seconds, as on the wire */
async function restore(
  dynamodb: DynamoDBClient,
  streams: DynamoDBStreamsClient,
  {
    SourceTableName = '',
    TargetTableName,
    RestoreDateTime: at,
  }: Omit<RestoreTableToPointInTimeInput, 'RestoreDateTime'> & { RestoreDateTime: number },
): Promise<void> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: SourceTableName }))
  const { KeySchema, AttributeDefinitions = [] } = Table ?? {}
  const [key = ''] = (KeySchema ?? []).map(({ AttributeName }) => AttributeName)
  const items = new Map<string | undefined, Item>()
  const scanned = paginateScan({ client: dynamodb }, { TableName: SourceTableName })
  for await (const { Items = [] } of scanned) {
    for (const item of Items) items.set(item[key]?.S, item)
  }
  for (const { dynamodb: record } of (await recordsOf(streams, SourceTableName)).reverse()) {
    if ((record?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000 <= at) break
    const id = record?.Keys?.[key]?.S
    if (record?.OldImage) items.set(id, record.OldImage as Item)
    else items.delete(id)
  }
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TargetTableName,
      KeySchema,
      AttributeDefinitions: AttributeDefinitions.filter((one) => one.AttributeName === key),
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
  for (const Item of items.values())
    await dynamodb.send(new PutItemCommand({ TableName: TargetTableName, Item }))
}

async function recordsOf(
  streams: DynamoDBStreamsClient,
  TableName: string,
): Promise<StreamRecord[]> {
  let ShardIterator = await getIterator(streams, TableName)
  const all: StreamRecord[] = []
  while (ShardIterator) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator }))
    if (!page.Records?.length) break
    all.push(...page.Records)
    ShardIterator = page.NextShardIterator
  }
  return all
}
