import * as z from 'zod/mini'
import { httpEnvironment, keysEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...httpEnvironment,
  ...keysEnvironment,
  VOTERS_TABLE: name,
  SESSIONS_TABLE: name,
  ATTEMPTS_TABLE: name,
  CAPTCHAS_TABLE: name,
})
