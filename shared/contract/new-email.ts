import { canonicalEmail } from '../domain/voter/voter.ts'
import { emailField, type FieldResult, parsedField } from './fields.ts'

/** Unquoted mailbox (RFC 5321), as SES accepts it; international domains are in Punycode. */
export const mailboxPattern =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z0-9-]+$/

export const newEmailField = parsedField(emailField, (text): FieldResult<string> => {
  const value = canonicalEmail(text)
  return mailboxPattern.test(value) ? { value } : { error: 'malformed' }
})
