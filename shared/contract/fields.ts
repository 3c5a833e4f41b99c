import * as z from 'zod/mini'
import { captchaPattern } from '../domain/code-lengths.ts'
import { type BirthDate, type Numen, readBirthDate, readNumen } from '../domain/voter/identity.ts'
import type { FieldError } from './problems.ts'

// Messages of the checks below are the fields' error codes.

export function textField(maximum: number, tooLongCode: FieldError['code'] = 'too-long') {
  return z.string().check(
    z.refine((text) => text.trim().length > 0, { error: 'required', abort: true }),
    z.maxLength(maximum, tooLongCode),
  )
}

export const emailField = textField(254, 'malformed').check(
  z.refine((text) => /^[^\s@<>]+@[^\s@<>]+$/.test(text.trim()), 'malformed'),
)

export const captchaField = z.object({
  // A DynamoDB key cannot contain half a surrogate pair.
  id: textField(64, 'malformed').check(z.regex(/^\P{Surrogate}*$/u, 'malformed')),
  code: z.pipe(
    textField(16, 'malformed'),
    z.string().check(z.trim(), z.regex(captchaPattern, 'malformed')),
  ),
})

export const codeField = (digits: number) =>
  z.pipe(
    textField(64, 'malformed'),
    z.string().check(z.regex(new RegExp(`^(?:\\D*\\d){${digits}}\\D*$`), 'malformed')),
  )

/** Unlike `textField`, accepts a text of spaces, since they are part of a password. */
export const passwordField = z
  .string()
  .check(z.minLength(1, 'required'), z.maxLength(1024, 'too-long'))

export type FieldResult<Value> = { value: Value } | { error: FieldError['code'] }

export function parsedField<T>(field: z.ZodMiniString, parse: (text: string) => FieldResult<T>) {
  return z.pipe(
    field,
    z.transform((text, context): T => {
      const result = parse(text)
      if ('value' in result) return result.value
      context.issues.push({ code: 'custom', message: result.error, input: text })
      return z.NEVER
    }),
  )
}

export function identityFields(today: Date) {
  return {
    numen: parsedField(textField(64, 'malformed'), (text): FieldResult<Numen> => {
      const value = readNumen(text)
      return value ? { value } : { error: 'malformed' }
    }),
    birthDate: parsedField(
      textField(64, 'malformed'),
      (text): FieldResult<BirthDate> => readBirthDate(text, today),
    ),
  }
}
