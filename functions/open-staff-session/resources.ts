import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'open-staff-session',
  routes: ['POST /api/staff/sign-in', 'POST /api/staff/session'],
  tables: { staffSessions: ['PutItem'] },
  secrets: ['originToken', 'staffClientSecret'],
} as const satisfies FunctionResources
