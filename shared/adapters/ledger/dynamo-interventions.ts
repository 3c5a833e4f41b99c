import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Intervention, Interventions } from '../../domain/ledger/intervention.ts'
import type { InterventionItem } from '../../tables/interventions.ts'
import { fromStored, toStored } from '../../tables/stored.ts'
import { readItem, scanItems } from '../dynamo-reads.ts'
import { putIf } from '../dynamo-writes.ts'

export function dynamoInterventions(
  database: DynamoDBDocumentClient,
  table: string,
): Interventions {
  return {
    async record(intervention) {
      const { isWritten } = await putIf(database, {
        TableName: table,
        Item: toStored(intervention) satisfies InterventionItem,
        ConditionExpression: 'attribute_not_exists(interventionId)',
      })
      return isWritten
    },

    async find(interventionId) {
      const item = await readItem<InterventionItem>(database, table, { interventionId })
      return item && fromStored<Intervention>(item)
    },

    async list() {
      const items = scanItems<InterventionItem>(database, { TableName: table })
      const interventions = await Array.fromAsync(items, fromStored<Intervention>)
      return interventions.sort((a, b) => a.at.getTime() - b.at.getTime())
    },
  }
}
