import { canonicalEmail } from '../domain/voter/voter.ts'
import { emailField, type FieldResult, parsedField } from './fields.ts'

/** Unquoted local part (RFC 5321) and domain, both in lower-case ASCII. */
export const mailboxPattern =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z0-9-]+$/

export const newEmailField = parsedField(emailField, (text): FieldResult<string> => {
  const value = canonicalEmail(text)
  return mailboxPattern.test(value) ? { value } : { error: 'malformed' }
})
