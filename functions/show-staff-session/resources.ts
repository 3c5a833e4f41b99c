import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-staff-session',
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem', 'DeleteItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
