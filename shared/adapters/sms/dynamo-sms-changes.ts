import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { AuditedSmsBreakers } from '../../domain/sms/sms-change.ts'
import { toBreakerItem } from '../../tables/sms-days.ts'
import { type ApprovalTables, approvalWrites, interventionWrite } from '../dynamo-approvals.ts'
import { transact, versionCondition } from '../dynamo-writes.ts'

export function dynamoSmsChanges(
  database: DynamoDBDocumentClient,
  tables: ApprovalTables & { smsDays: string },
): Pick<AuditedSmsBreakers, 'replaceAndRecord'> {
  return {
    async replaceAndRecord({ version }, next, record) {
      const failures = await transact(database, {
        ...('after' in record
          ? approvalWrites(tables, record)
          : { intervention: interventionWrite(tables, record) }),
        breaker: {
          Put: {
            TableName: tables.smsDays,
            Item: toBreakerItem({ ...next, version: version + 1 }, new Date()),
            ...versionCondition(version),
          },
        },
      })
      return failures === undefined
    },
  }
}
