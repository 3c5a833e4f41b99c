import * as z from 'zod/mini'
import {
  captchaField,
  identityFields,
  parsedField,
  textField,
} from '../../shared/contract/fields.ts'
import { type Phone, readPhone } from '../../shared/domain/sms/phone.ts'

export function reissueForm(json: unknown, territories: readonly string[], today: Date) {
  const identityForm = z.object({ ...identityFields(today), captcha: captchaField })
  const phone = parsedField(textField(64, 'malformed'), (text) => readPhone(text, territories))
  const usesKnownPhone = Object(json).toKnownPhone === true
  return usesKnownPhone ? identityForm : z.extend(identityForm, { phone })
}

export type ReissueForm = z.output<ReturnType<typeof reissueForm>> & {
  phone?: Phone
}
