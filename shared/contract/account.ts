import * as z from 'zod/mini'
import { phoneCodeDigits } from '../domain/code-lengths.ts'
import { instant } from './descriptions.ts'
import { codeField, emailField, passwordField, textField } from './fields.ts'

export const passwordLinkBody = z.object({
  email: emailField,
  wants: z.optional(z.literal('sign-in-code', 'malformed')),
})

/** The answer is empty, so that it reveals nothing about the address. */
export const passwordLinkAnswer = z.strictObject({})

export const passwordLinkWait = z.strictObject({
  waitMinutes: z.int().check(z.minimum(0)),
  codeWaitMinutes: z.int().check(z.minimum(0)),
  noRepeatToday: z.boolean(),
})
export type PasswordLinkWait = z.infer<typeof passwordLinkWait>

export const linkBody = z.object({ token: textField(16_384) })

export const passwordBody = z.object({ token: textField(16_384), password: passwordField })

export const phoneCodeRequestBody = z.object({
  phone: z.optional(textField(64, 'malformed')),
  password: passwordField,
})

export const phoneCodeBody = z.object({ code: codeField(phoneCodeDigits) })

export const phoneRemovalBody = z.object({ password: passwordField })

export const phoneCodeAnswer = z.strictObject({ maskedPhone: z.string(), expiresAt: instant })
