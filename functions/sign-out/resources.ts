import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'sign-out',
  tables: {
    sessions: ['DeleteItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
