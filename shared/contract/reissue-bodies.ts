import * as z from 'zod/mini'
import { captchaField, textField } from './fields.ts'

export const reissueBody = z.object({
  /** Required unless `toKnownPhone` is set. */
  phone: z.optional(textField(64, 'malformed')),
  toKnownPhone: z.optional(z.literal(true)),
  numen: textField(64, 'malformed'),
  birthDate: textField(64, 'malformed'),
  captcha: captchaField,
})

export const cancelBody = z.object({ token: textField(16_384) })
