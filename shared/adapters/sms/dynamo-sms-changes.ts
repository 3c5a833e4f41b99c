import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ChangingSmsBreakers } from '../../domain/sms/sms-change.ts'
import { toBreakerItem } from '../../tables/sms-days.ts'
import { type ApprovalTables, approvalWrites, toldWrite } from '../dynamo-approvals.ts'
import { ifVersionIs, transact } from '../dynamo-writes.ts'

export function dynamoSmsChanges(
  database: DynamoDBDocumentClient,
  tables: ApprovalTables & { smsDays: string },
): Pick<ChangingSmsBreakers, 'replaceTold'> {
  return {
    async replaceTold({ version }, next, told) {
      const failures = await transact(database, {
        ...('after' in told ? approvalWrites(tables, told) : { told: toldWrite(tables, told) }),
        breaker: {
          Put: {
            TableName: tables.smsDays,
            Item: toBreakerItem({ ...next, version: version + 1 }, new Date()),
            ...ifVersionIs(version),
          },
        },
      })
      return failures === undefined
    },
  }
}
