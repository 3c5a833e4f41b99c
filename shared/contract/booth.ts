import * as z from 'zod/mini'
import { captchaField, passwordField, textField } from './fields.ts'

export const boothSignInBody = z.object({
  identifier: textField(64),
  password: passwordField,
  captcha: z.optional(captchaField),
})

export const ballot = z.strictObject({ id: z.string(), title: z.string() })

export type Ballot = z.infer<typeof ballot>

export const booth = z.strictObject({ ballots: z.array(ballot) })

export type Booth = z.infer<typeof booth>
