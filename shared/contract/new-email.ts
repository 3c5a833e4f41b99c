import { canonicalEmail } from '../domain/voter/voter.ts'
import { emailField } from './fields.ts'
import { type Reading, reading } from './identity-fields.ts'

/** RFC 5321, without quotes: what SES writes to. It takes no other letters before the @, nor after it as they are. */
export const mailbox =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z0-9-]+$/

/** An address that the service is to write to: of whoever is on the roll already, it may be another. */
export const newEmailField = reading(emailField, (text): Reading<string> => {
  const value = canonicalEmail(text)
  return mailbox.test(value) ? { value } : { error: 'malformed' }
})
