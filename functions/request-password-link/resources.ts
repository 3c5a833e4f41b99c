import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'request-password-link',
  queues: { link: ['SendMessage'] },
  secrets: ['masterKey', 'originToken'],
} as const satisfies FunctionResources
