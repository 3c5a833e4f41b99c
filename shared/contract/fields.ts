import * as z from 'zod/mini'
import { captchaForm, mailedCodeDigits } from '../domain/code-lengths.ts'
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

/** The security code that someone read, with the id of its picture. */
export const captchaField = z.object({
  // DynamoDB cannot look for half a surrogate pair.
  id: typed(64, 'malformed').check(z.regex(/^\P{Surrogate}*$/u, 'malformed')),
  code: z.pipe(
    typed(16, 'malformed'),
    z.string().check(z.trim(), z.regex(captchaForm, 'malformed')),
  ),
})

/** The code of an e-mail to sign in, with whatever between its digits. */
export const mailedCodeField = z.pipe(
  typed(64, 'malformed'),
  z.string().check(z.regex(new RegExp(`^(?:\\D*\\d){${mailedCodeDigits}}\\D*$`), 'malformed')),
)

/** Compared to the letter, so a password of spaces is one. */
export const passwordField = z
  .string()
  .check(z.minLength(1, 'required'), z.maxLength(1024, 'too-long'))
