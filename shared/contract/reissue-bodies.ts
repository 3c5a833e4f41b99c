import * as z from 'zod/mini'
import { captchaField, textField } from './fields.ts'

export const reissueBody = z.object({
  phone: textField(64, 'malformed'),
  numen: textField(64, 'malformed'),
  /** `YYYY-MM-DD` */
  birthDate: textField(64, 'malformed'),
  captcha: captchaField,
})

export const cancelBody = z.object({ token: textField(16_384) })
