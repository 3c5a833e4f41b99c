import * as z from 'zod/mini'
import { httpEnvironment, keysEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...httpEnvironment,
  ...keysEnvironment,
  VOTERS_TABLE: name,
  PASSWORD_LINKS_TABLE: name,
  MAIL_QUEUE_URL: name,
})
