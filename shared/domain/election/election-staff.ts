import * as z from 'zod/mini'
import { staffRoles } from './election.ts'
import { emailAddress, formattedText } from './election-field-types.ts'
import { certificateArn, domainName } from './election-site.ts'

const issuerPattern =
  /^(?!.*\/\.well-known(?:\/|$))(https:\/\/[a-z0-9.-]+\.[a-z]{2,63}(:\d{1,5})?|http:\/\/localhost:\d{1,5})(\/[\w.~%-]+)*\/?$/

const entraHostPattern = /^(login|sts)[a-z.-]*\.(microsoft(online)?|windows|chinacloudapi)\.[a-z]+$/

/** Paths that begin with a tenant's id, except the tenant that all personal accounts share. */
const tenantPathPattern = /^\/(?!9188040d-6c67-4c5b-b112-36a304b66dad)[\da-f-]{36}(\/|$)/i

/** Refuses Entra's shared issuers, since any tenant's administrator can set any e-mail address. */
function isIssuer(text: string): boolean {
  if (!issuerPattern.test(text) || !URL.canParse(text)) return false
  const { hostname, pathname } = new URL(text)
  return !entraHostPattern.test(hostname) || tenantPathPattern.test(pathname)
}

export const staffSchema = z.strictObject({
  domain: z.optional(domainName),
  certificate: z.optional(certificateArn),
  issuer: formattedText('issuer', isIssuer).check(z.maxLength(300)),
  clientId: formattedText('client-id', /^[\x21-\x7e]+$/).check(z.maxLength(200)),
  addresses: z._default(z.enum(['verified', 'of-issuer']), 'verified'),
  people: z
    .array(z.strictObject({ email: emailAddress, role: z.enum(staffRoles) }))
    .check(z.minLength(1), z.maxLength(200)),
})
