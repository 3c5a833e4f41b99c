import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'request-password-link',
  routes: ['POST /api/account/link'],
  tables: { calendar: ['GetItem'] },
  queues: { link: ['SendMessage'] },
  secrets: ['identityKeys', 'originToken'],
} as const satisfies FunctionResources
