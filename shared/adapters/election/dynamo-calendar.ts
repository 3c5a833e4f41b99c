import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Calendars, firstCalendar } from '../../domain/election/calendar.ts'
import { type CalendarItem, calendarKey } from '../../tables/calendar.ts'
import type { InterventionItem } from '../../tables/interventions.ts'
import { readItem } from '../dynamo-reads.ts'
import { transact } from '../dynamo-writes.ts'

export function dynamoCalendar(
  database: DynamoDBDocumentClient,
  table: string,
): Pick<Calendars, 'find'> {
  return {
    async find() {
      const item = await readItem<CalendarItem>(database, table, { calendarId: calendarKey })
      if (!item) return firstCalendar
      const { version, extendedMinutes } = item
      const suspensions = item.suspensions.map(({ from, to }) => ({
        from: new Date(from),
        ...(to && { to: new Date(to) }),
      }))
      return { version, extendedMinutes, suspensions }
    },
  }
}

/** With the intervention of whoever agreed: neither is there without the other. */
export function dynamoCalendarChanges(
  database: DynamoDBDocumentClient,
  tables: { calendar: string; interventions: string },
): Pick<Calendars, 'replace'> {
  return {
    async replace({ version }, next, { at, ...intervention }) {
      const suspensions = next.suspensions.map(({ from, to }) => ({
        from: from.toISOString(),
        ...(to && { to: to.toISOString() }),
      }))
      const failures = await transact(database, {
        calendar: {
          Put: {
            TableName: tables.calendar,
            Item: { calendarId: calendarKey, ...next, suspensions } satisfies CalendarItem,
            ConditionExpression:
              version === firstCalendar.version
                ? 'attribute_not_exists(version)'
                : 'version = :version',
            ...(version > firstCalendar.version && {
              ExpressionAttributeValues: { ':version': version },
            }),
          },
        },
        intervention: {
          Put: {
            TableName: tables.interventions,
            Item: { ...intervention, at: at.toISOString() } satisfies InterventionItem,
            ConditionExpression: 'attribute_not_exists(interventionId)',
          },
        },
      })
      return failures === undefined
    },
  }
}
