import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Calendar, type Calendars, firstCalendar } from '../../domain/election/calendar.ts'
import { type CalendarItem, calendarKey } from '../../tables/calendar.ts'
import type { InterventionItem } from '../../tables/interventions.ts'
import { fromStored, toStored } from '../../tables/stored.ts'
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

/** With the intervention of whoever agreed: neither is there without the other. */
export function dynamoCalendarChanges(
  database: DynamoDBDocumentClient,
  tables: { calendar: string; interventions: string },
): Pick<Calendars, 'replace'> {
  return {
    async replace({ version }, next, intervention) {
      const failures = await transact(database, {
        calendar: {
          Put: {
            TableName: tables.calendar,
            Item: { calendarId: calendarKey, ...toStored(next) } satisfies CalendarItem,
            ...ifVersionIs(version),
          },
        },
        intervention: {
          Put: {
            TableName: tables.interventions,
            Item: toStored(intervention) satisfies InterventionItem,
            ConditionExpression: 'attribute_not_exists(interventionId)',
          },
        },
      })
      return failures === undefined
    },
  }
}
