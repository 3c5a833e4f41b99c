import * as z from 'zod/mini'
import type { FieldError } from '../../shared/contract/problems.ts'
import { reissueBody } from '../../shared/contract/reissue-bodies.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import { readBirthDate } from '../../shared/domain/voter/birth-date.ts'
import { type Numen, readNumen } from '../../shared/domain/voter/numen.ts'

/**
 * The body of a request, its fields in canonical form.
 * @param territories ISO 3166 codes of the territories whose numbers are accepted
 * @param today the birth date is judged at this instant
 */
export function reissueForm(territories: readonly string[], today: Date) {
  const { phone, numen, birthDate, captcha } = reissueBody.shape
  return z.object({
    phone: reading(phone, (text) => readPhone(text, territories)),
    numen: reading(numen, numenOrError),
    birthDate: reading(birthDate, (text) => readBirthDate(text, today)),
    captcha,
  } satisfies Record<keyof typeof reissueBody.shape, z.ZodMiniType>)
}

export type ReissueForm = z.output<ReturnType<typeof reissueForm>>

function numenOrError(text: string): { value: Numen } | { error: 'malformed' } {
  const value = readNumen(text)
  return value ? { value } : { error: 'malformed' }
}

function reading<Value>(
  typed: z.ZodMiniString,
  read: (text: string) => { value: Value } | { error: FieldError['code'] },
) {
  return z.pipe(
    typed,
    z.transform((text, context): Value => {
      const reading = read(text)
      if ('value' in reading) return reading.value
      context.issues.push({ code: 'custom', message: reading.error, input: text })
      return z.NEVER
    }),
  )
}
