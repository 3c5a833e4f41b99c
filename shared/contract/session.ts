import * as z from 'zod/mini'
import { captchaField, emailField, passwordField } from './fields.ts'

export const signInBody = z.object({
  email: emailField,
  password: passwordField,
  /** Needed after too many attempts only. */
  captcha: z.optional(captchaField),
})
