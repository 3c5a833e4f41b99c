import * as z from 'zod/mini'
import { httpEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...httpEnvironment,
  /** The API's routes as API Gateway names them, separated by commas: `POST /api/session,…` */
  ROUTES: name,
})
