import * as z from 'zod/mini'
import { captchaPattern } from '../../shared/domain/code-lengths.ts'
import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'create-captcha',
  routes: ['POST /api/captchas', 'POST /api/session/captchas'],
  tables: {
    calendar: ['GetItem'],
    voters: ['GetItem'],
    sessions: ['GetItem'],
    captchas: ['PutItem'],
  },
  secrets: ['proofKeys', 'originToken'],
  settings: z.object({
    /** If set, the code of every captcha, for local runs and tests; a deployed template must not set it. */
    CAPTCHA_TEST_CODE: z.optional(z.string().check(z.regex(captchaPattern))),
  }),
} as const satisfies FunctionResources
