import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'refuse-route',
  routes: ['ANY /{proxy+}'],
  secrets: ['originToken'],
  settings: z.object({
    /** The API's routes as API Gateway names them, separated by commas: `POST /api/session,…` */
    ROUTES: nonEmpty,
  }),
} as const satisfies FunctionResources
