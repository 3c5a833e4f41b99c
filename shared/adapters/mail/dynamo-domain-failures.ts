import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { DomainFailures } from '../../domain/mail/refusing-domains.ts'
import { type DomainHourItem, domainHourKey, readDomainCounts } from '../../tables/mail-turns.ts'
import { readItem } from '../dynamo-reads.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoDomainFailures(
  database: DynamoDBDocumentClient,
  table: string,
): DomainFailures {
  return {
    async count(at, domain) {
      await updateIf(database, table, 'rate', domainHourKey(at), {
        UpdateExpression: 'ADD #domain :one',
        ExpressionAttributeNames: { '#domain': domain },
        values: { one: 1 },
      })
    },
    async find(at) {
      const item = await readItem<DomainHourItem>(database, table, { rate: domainHourKey(at) })
      return item ? readDomainCounts(item) : new Map()
    },
  }
}
