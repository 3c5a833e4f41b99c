import { CreateTableCommand, type CreateTableInput, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Tables as TablesConstruct } from '../../lib/tables.ts'
import { startDynoxide } from '../../local/dynoxide.ts'
import { clientDefaults } from '../../local/engines.ts'
import { readItem } from '../../shared/adapters/dynamo-reads.ts'
import { dynamoRoll } from '../../shared/adapters/roll/dynamo-roll.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import type { Roll, RollOperations } from '../../shared/domain/roll/roll.ts'
import type { PhoneItem } from '../../shared/tables/phones.ts'
import { type TableName, tables } from '../../shared/tables/tables.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { dynamoTables } from './dynamo-tables.ts'

interface EmbeddedTables extends Tables {
  /** How many requests and SMS the table counts for a phone. */
  phoneUses(phoneHash: string): Promise<Required<Pick<PhoneItem, 'reissueCount' | 'smsCount'>>>
  /** An item as it is stored. */
  stored(table: TableName, key: Record<string, string>): Promise<Record<string, unknown>>
  /** To see what is sent, and to which tables. */
  database: DynamoDBDocumentClient
  names: Record<TableName, string>
  roll: Roll
  rollOperations: RollOperations
  /** Writes an item as it is. */
  put(table: TableName, item: object): Promise<void>
  stop(): Promise<void>
}

/** The adapters over an embedded DynamoDB that holds the tables of the stack. */
export async function startEmbeddedTables(): Promise<EmbeddedTables> {
  const stack = new Stack()
  new TablesConstruct(stack, 'Tables')
  const engine = await startDynoxide(undefined)
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: engine.endpoint })
  const database = DynamoDBDocumentClient.from(client)
  const names = await createTables(client, Template.fromStack(stack))
  return {
    ...dynamoTables(database, names),
    database,
    names,
    roll: dynamoRoll(database, names),
    rollOperations: dynamoRollOperations(database, names.rollOperations),
    async phoneUses(phoneHash) {
      const item = await readItem<PhoneItem>(database, names.phones, { phoneHash })
      return { reissueCount: item?.reissueCount ?? 0, smsCount: item?.smsCount ?? 0 }
    },
    async stored(table, key) {
      const item = await readItem<Record<string, unknown>>(database, names[table], key)
      if (!item) throw new Error(`There is no ${Object.values(key)} in ${table}`)
      return item
    },
    async put(table, item) {
      await database.send(new PutCommand({ TableName: names[table], Item: item }))
    },
    async stop() {
      client.destroy()
      await engine.stop()
    },
  }
}

/** @returns what the stack names each table */
async function createTables(client: DynamoDBClient, template: Template) {
  const created = template.findResources('AWS::DynamoDB::Table') as Record<
    string,
    { Properties: CreateTableInput }
  >
  for (const [TableName, { Properties }] of Object.entries(created)) {
    const { KeySchema, AttributeDefinitions, BillingMode, GlobalSecondaryIndexes } = Properties
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema,
        AttributeDefinitions,
        BillingMode,
        GlobalSecondaryIndexes,
      }),
    )
  }
  const logicalIdOf = ({ constructId }: { constructId: string }) => {
    const id = Object.keys(created).find((id) => id.startsWith(`Tables${constructId}`))
    if (!id) throw new Error(`The stack has no table ${constructId}`)
    return id
  }
  return Object.fromEntries(
    Object.entries(tables).map(([name, definition]) => [name, logicalIdOf(definition)]),
  ) as Record<TableName, string>
}
