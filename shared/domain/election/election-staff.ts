import * as z from 'zod/mini'
import { emailAddress } from './election-field-types.ts'
import type { ElectionMistake } from './election-mistake.ts'
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
  issuer: z
    .string()
    .check(
      z.maxLength(300, 'must have at most 300 characters'),
      z.regex(
        issuerPattern,
        "must be a provider's issuer: https://, no query, and of Entra one organisation's own",
      ),
    ),
  clientId: z
    .string()
    .check(
      z.maxLength(200, 'must have at most 200 characters'),
      z.regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without a space'),
    ),
  addresses: z._default(
    z.enum(['verified', 'of-issuer'], 'must be "verified" or "of-issuer"'),
    'verified',
  ),
  people: z
    .array(
      z.strictObject({
        email: emailAddress,
        role: z.enum(staffRoles, 'must be "agent", "supervisor" or "delegate"'),
      }),
    )
    .check(
      z.minLength(1, 'must name one person at least'),
      z.maxLength(200, 'must name 200 people at most'),
    ),
})

export type Staff = z.infer<typeof staffFile>

/** One person has one role: an address that stands twice would have the first, whatever the second says. */
export function staffMistakes(staff: unknown): ElectionMistake[] {
  const { people } = Object(staff) as { people?: unknown }
  const seen = new Set<string>()
  if (!Array.isArray(people)) return []
  return people.flatMap((person, index): ElectionMistake[] => {
    const { email } = Object(person) as { email?: unknown }
    if (typeof email !== 'string') return []
    const isRepeated = seen.has(email.toLowerCase())
    seen.add(email.toLowerCase())
    if (!isRepeated) return []
    const path = ['staff', 'people', index, 'email']
    return [{ path, problem: { kind: 'used-twice' }, message: 'must not name a person twice' }]
  })
}
