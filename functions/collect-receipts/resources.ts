import * as z from 'zod/mini'
import { type FunctionResources, nonEmptyText } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'collect-receipts',
  settings: z.object({ RECEIPTS_TOPIC_ARN: nonEmptyText }),
} as const satisfies FunctionResources
