import * as z from 'zod/mini'
import { captchaField, emailField, mailedCodeField, passwordField } from './fields.ts'
import { instant } from './instant.ts'

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

/** A session of the voter's space that has not ended. Of a browser nothing is kept: only its voter can tell which it was. */
const openSession = z.strictObject({
  openedAt: instant,
  /** The one that asks. */
  current: z.boolean(),
  /** Opened with « Je suis sur un ordinateur partagé ». */
  sharedComputer: z.boolean(),
})

export const openSessions = z.strictObject({ sessions: z.array(openSession) })

export type OpenSessions = z.infer<typeof openSessions>
export type OpenSession = z.infer<typeof openSession>
