import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Calendar, type Calendars, emptyCalendar } from '../../domain/election/calendar.ts'
import { type CalendarItem, calendarKey } from '../../tables/calendar.ts'
import { fromStored } from '../../tables/stored.ts'
import { readItem } from '../dynamo-reads.ts'

export function dynamoCalendar(database: DynamoDBDocumentClient, table: string): Calendars {
  return {
    async find() {
      const item = await readItem<CalendarItem>(database, table, { calendarId: calendarKey })
      if (!item) return emptyCalendar
      const { calendarId, ...stored } = item
      return fromStored<Calendar>(stored)
    },
  }
}
