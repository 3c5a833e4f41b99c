import * as z from 'zod/mini'
import { type BirthDate, readBirthDate } from '../domain/voter/birth-date.ts'
import { type Numen, readNumen } from '../domain/voter/numen.ts'
import { typed } from './fields.ts'
import type { FieldError } from './problems.ts'

export type Reading<Value> = { value: Value } | { error: FieldError['code'] }

/** What was typed, in canonical form. */
export function reading<Value>(typed: z.ZodMiniString, read: (text: string) => Reading<Value>) {
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

/** What somebody proves who they are with. @param today the birth date is judged at this instant */
export function identityFields(today: Date) {
  return {
    numen: reading(typed(64, 'malformed'), (text): Reading<Numen> => {
      const value = readNumen(text)
      return value ? { value } : { error: 'malformed' }
    }),
    birthDate: reading(
      typed(64, 'malformed'),
      (text): Reading<BirthDate> => readBirthDate(text, today),
    ),
  }
}
