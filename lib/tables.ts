import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  type CfnTable,
  ProjectionType,
  StreamViewType,
  Table,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import type {
  StaffTableName,
  TableDefinition,
  TableName,
} from '../shared/tables/table-definition.ts'
import { definitionOf, staffTables, tables } from '../shared/tables/tables.ts'

/** A new table accepts 4,000 writes a second. `attempts` gets over twice its peak rate, since keys spread unevenly. */
const warmThroughputs: { readonly [name in TableName]?: TableProps['warmThroughput'] } = {
  attempts: { readUnitsPerSecond: 12_000, writeUnitsPerSecond: 12_000 },
}

export type Tables = Readonly<Record<TableName, Table>>

export function addTables(scope: Construct, encryptionKey?: IKey): Tables {
  const entries = (Object.keys(tables) as TableName[]).map((name) => {
    const table = newDataTable(scope, name)
    if (encryptionKey) {
      const cfnTable = table.node.defaultChild as CfnTable
      cfnTable.sseSpecification = {
        sseEnabled: true,
        sseType: 'KMS',
        kmsMasterKeyId: encryptionKey.keyArn,
      }
    }
    return [name, table]
  })
  return Object.fromEntries(entries)
}

function newDataTable(scope: Construct, name: TableName): Table {
  const definition = definitionOf(name)
  // DynamoDB refuses a warm throughput below the one that a table has reached.
  const isCold = String(scope.node.tryGetContext('cold-tables')) === 'true'
  const warmThroughput = isCold ? undefined : warmThroughputs[name]
  return newTable(scope, definition, {
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    ...(definition.ledger && { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
    ...(warmThroughput && { warmThroughput }),
  })
}

export function addStaffTables(scope: Construct): Record<StaffTableName, Table> {
  const entries = Object.entries(staffTables).map(([name, definition]) => [
    name,
    newTable(scope, definition, { removalPolicy: RemovalPolicy.DESTROY }),
  ])
  return Object.fromEntries(entries)
}

function newTable(
  scope: Construct,
  definition: TableDefinition<Record<string, unknown>>,
  props: Partial<TableProps>,
): Table {
  const { constructId, partitionKey, sortKey, timeToLive, indexes } = definition
  const table = new Table(scope, constructId, {
    partitionKey: attributeOf(partitionKey),
    ...(sortKey && { sortKey: attributeOf(sortKey) }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...(timeToLive && { timeToLiveAttribute: timeToLive }),
    ...props,
  })
  for (const { name, partitionKey, sortKey, nonKeyAttributes } of Object.values(indexes)) {
    table.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: attributeOf(partitionKey),
      ...(sortKey && { sortKey: attributeOf(sortKey) }),
      ...(nonKeyAttributes.length > 0
        ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...nonKeyAttributes] }
        : { projectionType: ProjectionType.KEYS_ONLY }),
    })
  }
  return table
}

function attributeOf({ name, type }: TableDefinition<Record<string, unknown>>['partitionKey']) {
  return { name, type: type === 'number' ? AttributeType.NUMBER : AttributeType.STRING }
}
