import type { Calendar } from '../domain/election/calendar.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export const calendarKey = 'calendar'

export type CalendarItem = Stored<Calendar> & { calendarId: typeof calendarKey }

export const calendarTable = {
  constructId: 'Calendar',
  description: 'The suspensions and the extension of the election, in a single item.',
  partitionKey: { name: 'calendarId', type: 'string' },
  indexes: {},
  attributes: {
    calendarId: '`calendar`',
    version: 'number of changes',
    suspensions: 'start and end of each suspension, in wall time',
    extendedMinutes: 'minutes by which requests and vote close later',
  },
  ledger: { clearAttributes: ['version', 'suspensions', 'extendedMinutes'] },
  retention: 'as long as the table.',
} as const satisfies TableDefinition<CalendarItem>
