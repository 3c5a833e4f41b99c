import type { Calendar } from '../domain/election/calendar.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export const calendarKey = 'calendar'

export type CalendarItem = Stored<Calendar> & { calendarId: typeof calendarKey }

export const calendarTable = {
  constructId: 'Calendar',
  holds:
    'Since when the election is suspended, was, and by how much it was extended. One item, or none.',
  partitionKey: { name: 'calendarId', type: 'string' },
  indexes: {},
  attributes: {
    calendarId: '`calendar`',
    version: 'how often it was changed',
    suspensions: "from when until when, by the wall's clock",
    extendedMinutes: 'by how much requests and vote close later',
  },
  ledger: { tells: ['version', 'suspensions', 'extendedMinutes'] },
  stays: 'as long as the table.',
} as const satisfies TableDefinition<CalendarItem>
