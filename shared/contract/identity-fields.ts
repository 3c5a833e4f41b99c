import * as z from 'zod/mini'
import { type BirthDate, readBirthDate } from '../domain/voter/birth-date.ts'
import { type Numen, readNumen } from '../domain/voter/numen.ts'
import { textField } from './fields.ts'
import type { FieldError } from './problems.ts'

export type Parsed<Value> = { value: Value } | { error: FieldError['code'] }

export function parsedField<Value>(field: z.ZodMiniString, parse: (text: string) => Parsed<Value>) {
  return z.pipe(
    field,
    z.transform((text, context): Value => {
      const parsed = parse(text)
      if ('value' in parsed) return parsed.value
      context.issues.push({ code: 'custom', message: parsed.error, input: text })
      return z.NEVER
    }),
  )
}

/** @param today reference for plausible birth dates */
export function identityFields(today: Date) {
  return {
    numen: parsedField(textField(64, 'malformed'), (text): Parsed<Numen> => {
      const value = readNumen(text)
      return value ? { value } : { error: 'malformed' }
    }),
    birthDate: parsedField(
      textField(64, 'malformed'),
      (text): Parsed<BirthDate> => readBirthDate(text, today),
    ),
  }
}
