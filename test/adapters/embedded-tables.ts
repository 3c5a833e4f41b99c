import {
  CreateTableCommand,
  type CreateTableInput,
  DeleteTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { startTableEmulator } from '../../local/table-emulator.ts'
import { readItem } from '../../shared/adapters/dynamo-reads.ts'
import type { PhoneItem } from '../../shared/tables/phones.ts'
import type {
  AnyTableName,
  IndexDefinition,
  TableDefinition,
} from '../../shared/tables/table-definition.ts'
import { staffTables, tables } from '../../shared/tables/tables.ts'
import { dynamoTables } from './dynamo-tables.ts'

export async function startEmbeddedTables() {
  const emulator = await startTableEmulator(undefined)
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: emulator.endpoint })
  const database = DynamoDBDocumentClient.from(client)
  const inputs = createInputs()
  const created = new Map(Object.values(inputs).map((input) => [input.TableName, input]))
  for (const input of created.values()) await client.send(new CreateTableCommand(input))
  const names = Object.fromEntries(
    Object.entries(inputs).map(([name, { TableName }]) => [name, TableName]),
  ) as Record<AnyTableName, string>
  const touched = new Set<string>()
  database.middlewareStack.add((next) => (sent) => {
    for (const name of tableNamesIn(sent.input)) touched.add(name)
    return next(sent)
  })
  return {
    ...dynamoTables(database, names),
    database,
    names,
    async phoneUses(phoneHash: string) {
      const item = await readItem<PhoneItem>(database, names.phones, { phoneHash })
      const { reissueCount = 0, smsCount = 0, knownTo } = item ?? {}
      return { reissueCount, smsCount, ...(knownTo && { knownTo }) }
    },
    async stored(table: AnyTableName, key: Record<string, string>) {
      const item = await readItem<Record<string, unknown>>(database, names[table], key)
      if (!item) throw new Error(`There is no ${Object.values(key)} in ${table}`)
      return item
    },
    async put(table: AnyTableName, item: object) {
      await database.send(new PutCommand({ TableName: names[table], Item: item }))
    },
    endpoint: emulator.endpoint,
    /** @param named defaults to those that `database` has touched */
    async empty(named: Iterable<string> = touched) {
      for (const TableName of named) {
        const input = created.get(TableName)
        if (!input) continue
        await client.send(new DeleteTableCommand({ TableName }))
        await client.send(new CreateTableCommand(input))
      }
      touched.clear()
    },
    async stop() {
      client.destroy()
      await emulator.stop()
    },
  }
}

export async function openEmbeddedTables() {
  const tables = await startEmbeddedTables()
  afterAll(tables.stop)
  return tables
}

/** Creates tables as `lib/tables.ts` does, without CDK, which takes seconds to load. */
function createInputs(): Record<AnyTableName, CreateTableInput & { TableName: string }> {
  const inputs = Object.entries<TableDefinition<Record<string, unknown>>>({
    ...tables,
    ...staffTables,
  }).map(([name, definition]) => {
    const { constructId, indexes } = definition
    const secondary = Object.values(indexes)
    const keys = [definition, ...secondary].flatMap(keysOf)
    const input: CreateTableInput = {
      TableName: `Tables${constructId}`,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(definition),
      AttributeDefinitions: [...new Map(keys.map((key) => [key.name, key])).values()].map(
        ({ name, type }) => ({
          AttributeName: name,
          AttributeType: type === 'number' ? 'N' : 'S',
        }),
      ),
      ...(secondary.length > 0 && {
        GlobalSecondaryIndexes: secondary.map((index) => ({
          IndexName: index.name,
          KeySchema: keySchema(index),
          Projection:
            index.nonKeyAttributes.length > 0
              ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.nonKeyAttributes] }
              : { ProjectionType: 'KEYS_ONLY' },
        })),
      }),
    }
    return [name, input]
  })
  return Object.fromEntries(inputs)
}

type Keys = Pick<IndexDefinition<Record<string, unknown>>, 'partitionKey' | 'sortKey'>

const keysOf = ({ partitionKey, sortKey }: Keys) => [partitionKey, ...(sortKey ? [sortKey] : [])]

const keySchema = (keys: Keys): KeySchemaElement[] =>
  keysOf(keys).map(({ name }, rank) => ({
    AttributeName: name,
    KeyType: rank === 0 ? 'HASH' : 'RANGE',
  }))

function tableNamesIn(input: object): string[] {
  const {
    TableName,
    TransactItems = [],
    RequestItems = {},
  } = input as {
    TableName?: string
    TransactItems?: Record<string, { TableName: string }>[]
    RequestItems?: object
  }
  return [
    ...(TableName ? [TableName] : []),
    ...TransactItems.flatMap((item) => Object.values(item).map((one) => one.TableName)),
    ...Object.keys(RequestItems),
  ]
}
