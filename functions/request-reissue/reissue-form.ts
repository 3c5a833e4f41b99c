import * as z from 'zod/mini'
import { identityFields, parsedField } from '../../shared/contract/identity-fields.ts'
import { reissueBody } from '../../shared/contract/reissue-bodies.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'

/** Schema of the body in canonical form. `territories`: ISO 3166 codes whose numbers are accepted. */
export function reissueForm(territories: readonly string[], today: Date) {
  const { phone, captcha } = reissueBody.shape
  return z.object({
    phone: parsedField(phone, (text) => readPhone(text, territories)),
    ...identityFields(today),
    captcha,
  } satisfies Record<keyof typeof reissueBody.shape, z.ZodMiniType>)
}

export type ReissueForm = z.output<ReturnType<typeof reissueForm>>
