import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'restart-service',
  settings: z.object({
    /** Functions that consume queues and streams, with their reserved concurrency, if any: `NAME=10 NAME=`. */
    CONSUMERS: nonEmpty,
    /** Schedules and event rules, each with its state while enabled: `NAME=ENABLED`. */
    RULES: nonEmpty,
    CONFIGURATION_SET: nonEmpty,
  }),
} as const satisfies FunctionResources
