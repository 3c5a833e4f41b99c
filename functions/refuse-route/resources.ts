import * as z from 'zod/mini'
import { type FunctionResources, nonEmptyText } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'refuse-route',
  routes: ['ANY /{proxy+}'],
  secrets: ['originToken'],
  settings: z.object({
    /** The API's routes in API Gateway's form, separated by commas: `POST /api/session,…` */
    ROUTES: nonEmptyText,
  }),
} as const satisfies FunctionResources
