import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { WritableCalendars } from '../../domain/election/calendar-change.ts'
import { type CalendarItem, calendarKey } from '../../tables/calendar.ts'
import { toStored } from '../../tables/stored.ts'
import { type ApprovalTables, approvalWrites } from '../dynamo-approvals.ts'
import { transact, versionCondition } from '../dynamo-writes.ts'

export function dynamoCalendarChanges(
  database: DynamoDBDocumentClient,
  tables: ApprovalTables & { calendar: string },
): Pick<WritableCalendars, 'replace'> {
  return {
    async replace({ version }, next, approvalUse) {
      const failures = await transact(database, {
        ...approvalWrites(tables, approvalUse),
        calendar: {
          Put: {
            TableName: tables.calendar,
            Item: { calendarId: calendarKey, ...toStored(next) } satisfies CalendarItem,
            ...versionCondition(version),
          },
        },
      })
      return failures === undefined
    },
  }
}
