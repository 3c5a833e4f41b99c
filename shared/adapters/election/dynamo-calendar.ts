import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Calendar, type Calendars, firstCalendar } from '../../domain/election/calendar.ts'
import { type CalendarItem, calendarKey } from '../../tables/calendar.ts'
import { fromStored, toStored } from '../../tables/stored.ts'
import { type ApprovalTables, approvalWrites } from '../dynamo-approvals.ts'
import { readItem } from '../dynamo-reads.ts'
import { ifVersionIs, transact } from '../dynamo-writes.ts'

export function dynamoCalendar(
  database: DynamoDBDocumentClient,
  table: string,
): Pick<Calendars, 'find'> {
  return {
    async find() {
      const item = await readItem<CalendarItem>(database, table, { calendarId: calendarKey })
      if (!item) return firstCalendar
      const { calendarId, ...stored } = item
      return fromStored<Calendar>(stored)
    },
  }
}

export function dynamoCalendarChanges(
  database: DynamoDBDocumentClient,
  tables: ApprovalTables & { calendar: string },
): Pick<Calendars, 'replace'> {
  return {
    async replace({ version }, next, use) {
      const failures = await transact(database, {
        ...approvalWrites(tables, use),
        calendar: {
          Put: {
            TableName: tables.calendar,
            Item: { calendarId: calendarKey, ...toStored(next) } satisfies CalendarItem,
            ...ifVersionIs(version),
          },
        },
      })
      return failures === undefined
    },
  }
}
