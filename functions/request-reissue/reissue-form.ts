import * as z from 'zod/mini'
import { identityFields, parsedField, textField } from '../../shared/contract/fields.ts'
import { reissueBody } from '../../shared/contract/reissue-bodies.ts'
import { type Phone, readPhone } from '../../shared/domain/sms/phone.ts'

/** Schema of the body in canonical form. `territories`: ISO 3166 codes whose numbers are accepted. */
export function reissueForm(territories: readonly string[], today: Date) {
  const phone = parsedField(textField(64, 'malformed'), (text) => readPhone(text, territories))
  return z.extend(identityForm(today), { phone })
}

/** Schema of a request to the known phone, whose body has no number. */
export function identityForm(today: Date) {
  return z.object({ ...identityFields(today), captcha: reissueBody.shape.captcha })
}

export type ReissueForm = z.output<ReturnType<typeof identityForm>> & {
  /** Absent for a request to the known phone. */
  phone?: Phone
}
