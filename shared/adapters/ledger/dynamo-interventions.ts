import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Intervention, Interventions } from '../../domain/ledger/intervention.ts'
import type { InterventionItem } from '../../tables/interventions.ts'
import { readItem, scanItems } from '../dynamo-reads.ts'
import { putIf } from '../dynamo-writes.ts'

export function dynamoInterventions(
  database: DynamoDBDocumentClient,
  table: string,
): Interventions {
  return {
    async record(intervention) {
      const { written } = await putIf(database, {
        TableName: table,
        Item: { ...intervention, at: intervention.at.toISOString() } satisfies InterventionItem,
        ConditionExpression: 'attribute_not_exists(interventionId)',
      })
      return written
    },

    async find(interventionId) {
      const item = await readItem<InterventionItem>(database, table, { interventionId })
      return item && { ...item, at: new Date(item.at) }
    },

    async all() {
      const interventions: Intervention[] = []
      for await (const item of scanItems<InterventionItem>(database, { TableName: table })) {
        interventions.push({ ...item, at: new Date(item.at) })
      }
      return interventions.sort((one, other) => one.at.getTime() - other.at.getTime())
    },
  }
}
