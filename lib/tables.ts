import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import type { TableDefinition } from '../shared/tables/table-definition.ts'
import { type TableName, tables } from '../shared/tables/tables.ts'

type Definition = TableDefinition<Record<string, unknown>>

/** The tables. They outlive their stack, and DynamoDB deletes none before it is told twice. */
export class Tables extends Construct implements Record<TableName, Table> {
  readonly voters = this.table(tables.voters)
  readonly sessions = this.table(tables.sessions)
  readonly captchas = this.table(tables.captchas)
  readonly phones = this.table(tables.phones)
  readonly reissues = this.table(tables.reissues)
  readonly attempts = this.table(tables.attempts)
  readonly passwordLinks = this.table(tables.passwordLinks)
  readonly smsDays = this.table(tables.smsDays)
  readonly rollOperations = this.table(tables.rollOperations)
  readonly mailTurns = this.table(tables.mailTurns)

  private table({ constructId, partitionKey, timeToLive, indexes }: Definition): Table {
    const table = new Table(this, constructId, {
      partitionKey: attributeOf(partitionKey),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(timeToLive && { timeToLiveAttribute: timeToLive }),
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
}

function attributeOf({ name, type }: Definition['partitionKey']) {
  return { name, type: type === 'number' ? AttributeType.NUMBER : AttributeType.STRING }
}
