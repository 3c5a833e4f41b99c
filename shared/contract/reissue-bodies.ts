import * as z from 'zod/mini'
import { captchaField, typed } from './fields.ts'

export const reissueBody = z.object({
  phone: typed(64, 'malformed'),
  numen: typed(64, 'malformed'),
  /** `YYYY-MM-DD` */
  birthDate: typed(64, 'malformed'),
  captcha: captchaField,
})

/** What the link « Ce n'est pas moi : annuler » of the confirmation e-mail carries. */
export const cancelBody = z.object({ token: typed(16_384) })
