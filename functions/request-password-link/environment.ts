import * as z from 'zod/mini'
import { httpEnvironment, keysEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...httpEnvironment,
  ...keysEnvironment,
  LINK_QUEUE_URL: name,
})
