import { canonicalEmail } from '../domain/voter/voter.ts'
import { emailField, type Parsed, parsedField } from './fields.ts'

/** RFC 5321 without quotes, as SES accepts: ASCII only, so an international domain must be in Punycode. */
export const mailbox =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z0-9-]+$/

/** For a new address: addresses already on the roll may have other forms. */
export const newEmailField = parsedField(emailField, (text): Parsed<string> => {
  const value = canonicalEmail(text)
  return mailbox.test(value) ? { value } : { error: 'malformed' }
})
