import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'show-handovers',
  tables: {
    calendar: ['GetItem'],
    smsDays: ['GetItem'],
  },
  secrets: ['originToken'],
} as const satisfies FunctionResources
