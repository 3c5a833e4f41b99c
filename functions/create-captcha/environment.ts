import * as z from 'zod/mini'
import { httpEnvironment, keysEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...httpEnvironment,
  ...keysEnvironment,
  VOTERS_TABLE: name,
  SESSIONS_TABLE: name,
  CAPTCHAS_TABLE: name,
  /** Fixes the code. Only the local run and tests set it: no template that can be deployed does. */
  CAPTCHA_TEST_CODE: z.optional(z.string().check(z.regex(/^\d{4}$/))),
})
