import * as z from 'zod/mini'
import { captchaField, emailField, passwordField } from './fields.ts'

export const signInBody = z.object({
  email: emailField,
  password: passwordField,
  /** Spares the wait after too many attempts. */
  captcha: z.optional(captchaField),
})
