import * as z from 'zod/mini'
import { mailedCodeDigits } from '../domain/code-lengths.ts'
import { instant } from './descriptions.ts'
import { captchaField, codeField, emailField, passwordField } from './fields.ts'

export const signInBody = z.object({
  email: emailField,
  password: passwordField,
  captcha: z.optional(captchaField),
  sharedComputer: z.optional(z.boolean()),
  mailedCode: z.optional(codeField(mailedCodeDigits)),
})

/** No browser name is stored, so a voter recognises a session by its start. */
const openSession = z.strictObject({
  openedAt: instant,
  current: z.boolean(),
  sharedComputer: z.boolean(),
})

export const openSessions = z.strictObject({ sessions: z.array(openSession) })

export type OpenSessions = z.infer<typeof openSessions>
export type OpenSession = z.infer<typeof openSession>
