import * as z from 'zod/mini'
import { type BirthDate, readBirthDate } from '../domain/voter/birth-date.ts'
import { type Numen, readNumen } from '../domain/voter/numen.ts'
import { canonicalEmail } from '../domain/voter/voter.ts'
import type { FieldError } from './problems.ts'

// The message of an issue is the error code of its field: see `checkBody`.

/** Text that someone typed: `required` when blank, `tooLong` beyond `maximum` characters. */
export function typed(maximum: number, tooLong: FieldError['code'] = 'too-long') {
  return z.string().check(
    z.refine((text) => text.trim().length > 0, { error: 'required', abort: true }),
    z.maxLength(maximum, tooLong),
  )
}

export const emailField = typed(254, 'malformed').check(
  z.refine((text) => /^[^\s@<>]+@[^\s@<>]+$/.test(text.trim()), 'malformed'),
)

type Reading<Value> = { value: Value } | { error: FieldError['code'] }

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

/** RFC 5321, without quotes: what SES writes to. It takes no other letters before the @, nor after it as they are. */
export const mailbox =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z0-9-]+$/

/** An address that the service is to write to: of whoever is on the roll already, it may be another. */
export const newEmailField = reading(emailField, (text): Reading<string> => {
  const value = canonicalEmail(text)
  return mailbox.test(value) ? { value } : { error: 'malformed' }
})

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

/** The security code that someone read, with the id of its picture. */
export const captchaField = z.object({
  // DynamoDB cannot look for half a surrogate pair.
  id: typed(64, 'malformed').check(z.regex(/^\P{Surrogate}*$/u, 'malformed')),
  code: z.pipe(typed(16, 'malformed'), z.string().check(z.trim(), z.regex(/^\d{4}$/, 'malformed'))),
})

/** The code of an e-mail to sign in: 12 digits, with whatever between them. */
export const mailedCodeField = z.pipe(
  typed(64, 'malformed'),
  z.string().check(z.regex(/^(?:\D*\d){12}\D*$/, 'malformed')),
)

/** Compared to the letter, so a password of spaces is one. */
export const passwordField = z
  .string()
  .check(z.minLength(1, 'required'), z.maxLength(1024, 'too-long'))
