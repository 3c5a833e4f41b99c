import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'close-staff-session',
  tables: { staffSessions: ['DeleteItem'] },
  secrets: ['originToken'],
} as const satisfies FunctionResources
