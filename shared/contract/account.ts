import * as z from 'zod/mini'
import { emailField, passwordField, typed } from './fields.ts'

/** Where to mail a link to choose a password, or the code with which a browser that is not known may try one. */
export const passwordLinkBody = z.object({
  email: emailField,
  wants: z.optional(z.literal('sign-in-code', 'malformed')),
})

/** It tells nothing of the address. */
export const passwordLinkAnswer = z.strictObject({})

/** How long a link that is asked for now may take to leave, at most: the same for every address. */
export const passwordLinkWait = z.strictObject({
  waitMinutes: z.int().check(z.minimum(0)),
  /** The same of a code. */
  codeWaitMinutes: z.int().check(z.minimum(0)),
  /** An address that was mailed a link today is mailed no other one before tomorrow. */
  noRepeatToday: z.boolean(),
})
export type PasswordLinkWait = z.infer<typeof passwordLinkWait>

/** The token of an e-mail's link: « Ce n'est pas moi : tout déconnecter », or the choice of a password. */
export const linkBody = z.object({ token: typed(16_384) })

export const passwordBody = z.object({ token: typed(16_384), password: passwordField })
