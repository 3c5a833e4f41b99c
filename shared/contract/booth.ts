import * as z from 'zod/mini'
import { captchaField, passwordField, typed } from './fields.ts'

export const boothSignInBody = z.object({
  identifier: typed(64),
  password: passwordField,
  /** Spares the wait after too many attempts. */
  captcha: z.optional(captchaField),
})

export const ballot = z.strictObject({ id: z.string(), title: z.string() })

export type Ballot = z.infer<typeof ballot>

export const booth = z.strictObject({ ballots: z.array(ballot) })

export type Booth = z.infer<typeof booth>
