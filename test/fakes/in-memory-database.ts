import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import {
  type BatchGetCommandInput,
  DynamoDBDocumentClient,
  type GetCommandInput,
  type QueryCommandInput,
  type ScanCommandInput,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type {
  AnyTableName,
  IndexDefinition,
  TableDefinition,
} from '../../shared/tables/table-definition.ts'
import { staffTables, tables } from '../../shared/tables/tables.ts'
import { tableNames } from '../adapters/dynamo-tables.ts'
import {
  conditionIn,
  expectStorable,
  type Item,
  type Names,
  picked,
  projected,
  updated,
} from './dynamo-expressions.ts'

type Definition = TableDefinition<Record<string, unknown>>
type Index = Pick<IndexDefinition<Record<string, unknown>>, 'partitionKey' | 'sortKey'>

interface Write extends Names {
  TableName?: string | undefined
  Key?: Item | undefined
  Item?: Item | undefined
  UpdateExpression?: string | undefined
  ConditionExpression?: string | undefined
  ReturnValues?: string | undefined
  ReturnValuesOnConditionCheckFailure?: string | undefined
}

/** @param run makes the call take effect at once; awaits before or after it simulate latency */
export type Around = (
  command: { name: string; input: object },
  run: () => object,
) => object | Promise<object>

type Action = 'Put' | 'Update' | 'Delete' | 'ConditionCheck'

const definitions: Record<AnyTableName, Definition> = { ...tables, ...staffTables }

const byConstruct = new Map(Object.values(definitions).map((one) => [one.constructId, one]))

// The client sends nothing: a fake answers before its `send`. Pagination needs a client of this class.
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))

const keyNames = ({ partitionKey, sortKey }: Index) =>
  sortKey ? [partitionKey.name, sortKey.name] : [partitionKey.name]

/**
 * DynamoDB in this process: each call takes effect atomically. Items are replaced, never changed, so reads need no
 * copies.
 */
export function inMemoryDatabase(copied?: ReadonlyMap<string, ReadonlyMap<string, Item>>) {
  const stored = new Map(
    Object.values(tableNames).map((name) => [name, new Map(copied?.get(name))]),
  )

  function tableOf(name = '') {
    const [items, definition] = [stored.get(name), byConstruct.get(name)]
    if (!items || !definition) throw new Error(`There is no table ${name}`)
    return { items, definition }
  }

  function keyOf(name: string | undefined, item: Item = {}): string {
    const values = keyNames(tableOf(name).definition).map((attribute) => item[attribute])
    if (!values.every((value) => typeof value === 'string' && value !== '')) {
      throw new Error(`${JSON.stringify(item)} is no key of ${name}`)
    }
    return values.join(' ')
  }

  function found(name: string | undefined, key: Item | undefined) {
    return tableOf(name).items.get(keyOf(name, key))
  }

  function prepare(action: Action, write: Write) {
    const { TableName, Item, Key = Item, ConditionExpression, UpdateExpression } = write
    const key = keyOf(TableName, Key)
    const { items } = tableOf(TableName)
    const before = items.get(key)
    const isAllowed = conditionIn(ConditionExpression, write)(before ?? {})
    if (action === 'Put') expectStorable(Item)
    const after =
      isAllowed && action === 'Update'
        ? updated(UpdateExpression, before ?? (Key as Item), write)
        : Item
    return {
      isAllowed,
      before,
      after,
      id: `${TableName} ${key}`,
      commit() {
        if (action === 'Delete') items.delete(key)
        else if (action !== 'ConditionCheck') items.set(key, after as Item)
      },
    }
  }

  const failure = ({ ReturnValuesOnConditionCheckFailure: wanted }: Write, before?: Item) =>
    wanted === 'ALL_OLD' && before ? { Item: marshall(before) } : {}

  function writeOne(action: Action, write: Write) {
    const { isAllowed, before, after, commit } = prepare(action, write)
    if (!isAllowed) {
      throw new ConditionalCheckFailedException({
        ...{ message: 'The conditional request failed', $metadata: {}, ...failure(write, before) },
      })
    }
    commit()
    const returned = { ALL_OLD: before, ALL_NEW: after, UPDATED_NEW: after }[
      write.ReturnValues ?? ''
    ]
    return returned ? { Attributes: returned } : {}
  }

  function writeAll({ TransactItems = [] }: TransactWriteCommandInput) {
    const writes = TransactItems.flatMap((one) => Object.entries(one) as [Action, Write][])
    const prepared = writes.map(([action, write]) => prepare(action, write))
    if (new Set(prepared.map(({ id }) => id)).size < prepared.length) {
      throw new Error('A transaction writes no item twice')
    }
    if (!prepared.every(({ isAllowed }) => isAllowed)) {
      const CancellationReasons = prepared.map(({ isAllowed, before }, index) =>
        isAllowed
          ? { Code: 'None' }
          : { Code: 'ConditionalCheckFailed', ...failure(writes[index]?.[1] ?? {}, before) },
      )
      const cancelled = { message: 'Transaction cancelled', $metadata: {}, CancellationReasons }
      throw new TransactionCanceledException(cancelled)
    }
    for (const { commit } of prepared) commit()
    return {}
  }

  function read({ TableName, FilterExpression, ...select }: QueryCommandInput & ScanCommandInput) {
    const { items, definition } = tableOf(TableName)
    const { IndexName, KeyConditionExpression, ProjectionExpression, Limit } = select
    const index = Object.values(definition.indexes).find(({ name }) => name === IndexName)
    if (IndexName && !index) throw new Error(`There is no index ${IndexName}`)
    const [partition = '', sort = partition] = keyNames(index ?? definition)
    const all = [...items.values()]
      .filter((item) => item[partition] !== undefined && item[sort] !== undefined)
      .filter(conditionIn(KeyConditionExpression, select))
      .sort((one, other) => (String(one[sort]) < String(other[sort]) ? -1 : 1))
      .slice(0, Limit)
      .filter(conditionIn(FilterExpression, select))
    if (select.Select === 'COUNT') return { Count: all.length }
    const kept = index && [...keyNames(definition), ...keyNames(index), ...index.nonKeyAttributes]
    const Items = all.map((item) =>
      projected(ProjectionExpression, kept ? picked(item, kept) : item, select),
    )
    return { Items, Count: all.length }
  }

  const calls: Record<string, (input: never) => object> = {
    GetCommand({ TableName, Key, ...names }: GetCommandInput) {
      const item = found(TableName, Key)
      return item ? { Item: projected(names.ProjectionExpression, item, names) } : {}
    },
    BatchGetCommand({ RequestItems = {} }: BatchGetCommandInput) {
      const Responses = Object.entries(RequestItems).map(([name, { Keys = [] }]) => [
        name,
        Keys.map((key) => found(name, key)).filter((item) => item !== undefined),
      ])
      return { Responses: Object.fromEntries(Responses) }
    },
    PutCommand: (write: Write) => writeOne('Put', write),
    UpdateCommand: (write: Write) => writeOne('Update', write),
    DeleteCommand: (write: Write) => writeOne('Delete', write),
    TransactWriteCommand: writeAll,
    QueryCommand: read,
    ScanCommand: read,
  }

  return {
    connect: (around: Around = (_, run) => run()): DynamoDBDocumentClient =>
      Object.create(client, {
        send: {
          value: async (command: { constructor: { name: string }; input: object }) => {
            const { name } = command.constructor
            const call = calls[name]
            if (!call) throw new Error(`${name} is not known here`)
            return around({ name, input: command.input }, () => call(command.input as never))
          },
        },
      }),
    items: (name: AnyTableName) => tableOf(tableNames[name]).items,
    stored,
  }
}
