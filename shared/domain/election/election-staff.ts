import * as z from 'zod/mini'
import { emailAddress, matching } from './election-field-types.ts'
import { type ElectionIssue, repeatedValues } from './election-issue.ts'
import { certificateArn, domainName } from './election-site.ts'

/**
 * What each may do is in the functions: an agent opens a voter's file, a supervisor agrees to what takes two, a
 * delegate reads.
 */
export const staffRoles = ['agent', 'supervisor', 'delegate'] as const

export type StaffRole = (typeof staffRoles)[number]

/**
 * What `issuer` may be: HTTPS, or a provider on this very machine, as in a local run. Entra's issuers for everybody's
 * accounts are none: there, the administrator of any organisation writes any address into a token. Nor is the address
 * of a discovery document, which says by itself whose it is.
 */
const issuerPattern =
  /^(?!.*\/\.well-known(?:\/|$))(https:\/\/(?!login\.microsoftonline\.com\/(?:common|organizations|consumers)(?:\/|$))[a-z0-9.-]+\.[a-z]{2,63}(:\d{1,5})?|http:\/\/localhost:\d{1,5})(\/[\w.~%-]+)*\/?$/

export const staffFile = z.strictObject({
  domain: z.optional(domainName),
  certificate: z.optional(certificateArn),
  issuer: matching('issuer', issuerPattern).check(z.maxLength(300)),
  clientId: matching('client-id', /^[\x21-\x7e]+$/).check(z.maxLength(200)),
  addresses: z._default(z.enum(['verified', 'of-issuer']), 'verified'),
  people: z
    .array(z.strictObject({ email: emailAddress, role: z.enum(staffRoles) }))
    .check(z.minLength(1), z.maxLength(200)),
})

export type Staff = z.infer<typeof staffFile>

/** One person has one role: an address that stands twice would have the first, whatever the second says. */
export function staffIssues(staff: unknown): ElectionIssue[] {
  return repeatedValues(Object(staff).people, ['staff', 'people'], 'email')
}
