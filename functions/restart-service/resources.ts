import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'restart-service',
  settings: z.object({
    /** Consumers of queues and streams, each with what it reserves: `NAME=10 NAME=`. */
    CONSUMERS: nonEmpty,
    /** Rules that run every minute, by name, with a space between. */
    RULES: nonEmpty,
  }),
} as const satisfies FunctionResources
