import * as z from 'zod/mini'
import { matching } from './election-field-types.ts'
import type { ElectionMistake } from './election-mistake.ts'

export const domainName = z
  .string()
  .check(
    z.maxLength(253, 'must have at most 253 characters'),
    z.regex(
      /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      'must be a domain name in lower case',
    ),
  )

export const certificateArn = matching(
  /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
  'must be the ARN of a certificate of ACM in us-east-1',
)

export const siteFile = z.strictObject({
  brandColour: matching(/^#[0-9a-fA-F]{6}$/, 'must be written #rrggbb'),
  // A name alone: it stands beside election.json, and nothing else on the machine can be named.
  logo: z.optional(
    matching(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}\.(svg|png)$/,
      'must be the name of an SVG or PNG file beside election.json',
    ),
  ),
  domain: z.optional(domainName),
  certificate: z.optional(certificateArn),
  hostedZone: z.optional(
    z.strictObject({
      id: matching(/^Z[A-Z0-9]{1,31}$/, 'must be the id of a hosted zone'),
      name: domainName,
    }),
  ),
  firewall: z._default(z.boolean(), false),
  accessLogs: z._default(z.boolean(), false),
  votingUrl: z.optional(
    z
      .string()
      .check(
        z.maxLength(300, 'must have at most 300 characters'),
        z.regex(
          /^https:\/\/[a-z0-9.-]+\.[a-z]{2,63}(:\d{1,5})?(\/[\w.~%/?=&#-]*)?$/,
          'must be an address that begins with https://',
        ),
      ),
  ),
})

/** What no field can tell alone: a domain needs a certificate, or a zone to prove itself in, and serves one site. */
export function domainMistakes(site: unknown, staff: unknown): ElectionMistake[] {
  const { domain, certificate, hostedZone } = Object(site) as Record<string, unknown>
  const ofStaff = Object(staff) as Record<string, unknown>
  const alone = domain === undefined && hostedZone !== undefined
  const isShared = domain !== undefined && ofStaff.domain === domain
  return [
    ...placeMistakes('site', domain, certificate, hostedZone),
    ...(alone ? [needs('site', 'hostedZone', ['site.domain'])] : []),
    ...placeMistakes('staff', ofStaff.domain, ofStaff.certificate, hostedZone),
    ...(isShared ? [usedTwice] : []),
  ]
}

const usedTwice: ElectionMistake = {
  path: ['staff', 'domain'],
  problem: { kind: 'used-twice' },
  message: 'must not be the domain of the site',
}

function placeMistakes(
  of: 'site' | 'staff',
  domain: unknown,
  certificate: unknown,
  hostedZone: unknown,
): ElectionMistake[] {
  if (domain === undefined) {
    return certificate === undefined ? [] : [needs(of, 'certificate', [`${of}.domain`])]
  }
  if (certificate === undefined && hostedZone === undefined) {
    return [needs(of, 'domain', [`${of}.certificate`, 'site.hostedZone'])]
  }
  const zone = domainName.safeParse(Object(hostedZone).name).data
  const name = domainName.safeParse(domain).data
  if (!zone || !name || name === zone || name.endsWith(`.${zone}`)) return []
  const message = `must be in the hosted zone ${zone}`
  return [{ path: [of, 'domain'], problem: { kind: 'outside-zone', zone }, message }]
}

export function needs(of: string, name: string, others: readonly string[]): ElectionMistake {
  return {
    path: [of, name],
    problem: { kind: 'needs', others },
    message: `needs ${others.join(' or ')}`,
  }
}
