import * as z from 'zod/mini'
import { captchaField, typed } from '../../shared/contract/fields.ts'
import { readBirthDate } from '../../shared/domain/birth-date.ts'
import { type Numen, readNumen } from '../../shared/domain/numen.ts'
import { readPhone } from '../../shared/domain/phone.ts'

/**
 * The body of a request, its fields in canonical form.
 * @param territories ISO 3166 codes of the territories whose numbers are accepted
 * @param today the birth date is judged at this instant
 */
export function reissueForm(territories: readonly string[], today: Date) {
  return z.object({
    phone: reading((text) => readPhone(text, territories)),
    numen: reading(numenOrError),
    birthDate: reading((text) => readBirthDate(text, today)),
    captcha: captchaField,
  })
}

export type ReissueForm = z.output<ReturnType<typeof reissueForm>>

function numenOrError(text: string): { value: Numen } | { error: string } {
  const value = readNumen(text)
  return value ? { value } : { error: 'malformed' }
}

function reading<Value>(read: (text: string) => { value: Value } | { error: string }) {
  return z.pipe(
    typed(64, 'malformed'),
    z.transform((text, context): Value => {
      const reading = read(text)
      if ('value' in reading) return reading.value
      context.issues.push({ code: 'custom', message: reading.error, input: text })
      return z.NEVER
    }),
  )
}
