import * as z from 'zod/mini'
import { type FunctionResources, nonEmptyText } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'refuse-route',
  routes: ['ANY /{proxy+}'],
  secrets: ['originToken'],
  settings: z.object({
    /** Comma-separated routes in the form of API Gateway: `POST /api/session,…` */
    ROUTES: nonEmptyText,
  }),
} as const satisfies FunctionResources
