import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'collect-receipts',
  settings: z.object({ RECEIPTS_TOPIC_ARN: nonEmpty }),
} as const satisfies FunctionResources
