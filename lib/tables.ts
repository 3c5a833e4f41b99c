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
import { Construct } from 'constructs'
import type { TableDefinition } from '../shared/tables/table-definition.ts'
import type { StaffTableName, TableName } from '../shared/tables/table-names.ts'
import { definitionOf, staffTables, tables } from '../shared/tables/tables.ts'
import { warmThroughputOf } from './busiest-minute.ts'

export class Tables extends Construct implements Record<TableName, Table> {
  readonly voters = this.table('voters')
  readonly sessions = this.table('sessions')
  readonly captchas = this.table('captchas')
  readonly phones = this.table('phones')
  readonly reissues = this.table('reissues')
  readonly attempts = this.table('attempts')
  readonly passwordLinks = this.table('passwordLinks')
  readonly smsDays = this.table('smsDays')
  readonly rollOperations = this.table('rollOperations')
  readonly mailTurns = this.table('mailTurns')
  readonly interventions = this.table('interventions')
  readonly calendar = this.table('calendar')
  readonly approvals = this.table('approvals')

  constructor(scope: Construct, id: string, encryptionKey?: IKey) {
    super(scope, id)
    if (!encryptionKey) return
    for (const { node } of this.all) {
      const cfnTable = node.defaultChild as CfnTable
      cfnTable.sseSpecification = {
        sseEnabled: true,
        sseType: 'KMS',
        kmsMasterKeyId: encryptionKey.keyArn,
      }
    }
  }

  get all(): Table[] {
    return (Object.keys(tables) as TableName[]).map((name) => this[name])
  }

  private table(name: TableName): Table {
    const definition = definitionOf(name)
    const warmThroughput = skipsWarmThroughput(this) ? undefined : warmThroughputOf(name)
    return newTable(this, definition, {
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(definition.ledger && { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
      ...(warmThroughput && { warmThroughput }),
    })
  }
}

export class StaffTables extends Construct implements Record<StaffTableName, Table> {
  readonly staffSessions = this.table('staffSessions')
  readonly staffAttempts = this.table('staffAttempts')
  readonly fileCodes = this.table('fileCodes')

  private table(name: StaffTableName): Table {
    return newTable(this, staffTables[name], { removalPolicy: RemovalPolicy.DESTROY })
  }
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
  for (const { name, partitionKey, sortKey, includes } of Object.values(indexes)) {
    table.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: attributeOf(partitionKey),
      ...(sortKey && { sortKey: attributeOf(sortKey) }),
      ...(includes.length > 0
        ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...includes] }
        : { projectionType: ProjectionType.KEYS_ONLY }),
    })
  }
  return table
}

/** `-c cold-tables=true`: DynamoDB refuses a warm throughput below the one that a table has reached. */
function skipsWarmThroughput({ node }: Construct): boolean {
  return String(node.tryGetContext('cold-tables')) === 'true'
}

function attributeOf({ name, type }: TableDefinition<Record<string, unknown>>['partitionKey']) {
  return { name, type: type === 'number' ? AttributeType.NUMBER : AttributeType.STRING }
}
