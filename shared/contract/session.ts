import * as z from 'zod/mini'
import { captchaField, emailField, mailedCodeField, passwordField } from './fields.ts'

export const signInBody = z.object({
  email: emailField,
  password: passwordField,
  /** Spares the wait after too many attempts. */
  captcha: z.optional(captchaField),
  /** A queue of voters uses this browser: nothing is left in it, and the session ends sooner. */
  sharedComputer: z.optional(z.boolean()),
  /** The code of an e-mail: right credentials are then looked at, whatever strangers tried. */
  mailedCode: z.optional(mailedCodeField),
})
