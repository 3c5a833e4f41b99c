import * as z from 'zod/mini'
import { staffRoles } from './election.ts'
import { emailAddress, formattedText } from './election-field-types.ts'
import { certificateArn, domainName } from './election-site.ts'

/** Refuses the shared issuers of login.microsoftonline.com, since any tenant's administrator can set any e-mail address. */
const issuerPattern =
  /^(?!.*\/\.well-known(?:\/|$))(https:\/\/(?!login\.microsoftonline\.com\/(?:common|organizations|consumers)(?:\/|$))[a-z0-9.-]+\.[a-z]{2,63}(:\d{1,5})?|http:\/\/localhost:\d{1,5})(\/[\w.~%-]+)*\/?$/

export const staffSchema = z.strictObject({
  domain: z.optional(domainName),
  certificate: z.optional(certificateArn),
  issuer: formattedText('issuer', issuerPattern).check(z.maxLength(300)),
  clientId: formattedText('client-id', /^[\x21-\x7e]+$/).check(z.maxLength(200)),
  addresses: z._default(z.enum(['verified', 'of-issuer']), 'verified'),
  people: z
    .array(z.strictObject({ email: emailAddress, role: z.enum(staffRoles) }))
    .check(z.minLength(1), z.maxLength(200)),
})
