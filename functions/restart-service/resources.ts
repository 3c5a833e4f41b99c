import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'restart-service',
  settings: z.object({
    /** Consumers of queues and streams, each with what it reserves: `NAME=10 NAME=`. */
    CONSUMERS: nonEmpty,
    /** Schedules and rules for events, each with its state while it is on: `NAME=ENABLED`. */
    RULES: nonEmpty,
    /** With which SES sends the election's e-mails. */
    CONFIGURATION_SET: nonEmpty,
  }),
} as const satisfies FunctionResources
