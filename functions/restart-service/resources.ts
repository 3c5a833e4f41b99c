import * as z from 'zod/mini'
import { type FunctionResources, nonEmptyText } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'restart-service',
  settings: z.object({
    /** Functions run by queues, streams and schedules, each with its reserved concurrency, if any: `NAME=10 NAME=`. */
    CONSUMERS: nonEmptyText,
    /** Schedules and event rules, each with its normal state: `NAME=ENABLED`. */
    RULES: nonEmptyText,
    CONFIGURATION_SET: nonEmptyText,
  }),
} as const satisfies FunctionResources
