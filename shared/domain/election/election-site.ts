import * as z from 'zod/mini'
import type { ElectionMistake } from './election-mistake.ts'

const domainName = z
  .string()
  .check(
    z.maxLength(253, 'must have at most 253 characters'),
    z.regex(
      /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      'must be a domain name in lower case',
    ),
  )

/** What `election.json` may say of the site, and of what stands before it. */
export const siteFile = z.strictObject({
  brandColour: z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/, 'must be written #rrggbb')),
  // A name alone: it stands beside election.json, and nothing else on the machine can be named.
  logo: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}\.(svg|png)$/,
          'must be the name of an SVG or PNG file beside election.json',
        ),
      ),
  ),
  domain: z.optional(domainName),
  certificate: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
          'must be the ARN of a certificate of ACM in us-east-1',
        ),
      ),
  ),
  hostedZone: z.optional(
    z.strictObject({
      id: z.string().check(z.regex(/^Z[A-Z0-9]{1,31}$/, 'must be the id of a hosted zone')),
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

/** What no field of the site can tell alone: a domain needs a certificate, or a zone to prove itself in. */
export function siteMistakes(site: unknown): ElectionMistake[] {
  const { domain, certificate, hostedZone } = Object(site) as Record<string, unknown>
  if (domain === undefined) {
    return Object.entries({ certificate, hostedZone })
      .filter(([, value]) => value !== undefined)
      .map(([name]) => needs(name, ['site.domain']))
  }
  if (certificate === undefined && hostedZone === undefined) {
    return [needs('domain', ['site.certificate', 'site.hostedZone'])]
  }
  const zone = domainName.safeParse(Object(hostedZone).name).data
  const name = domainName.safeParse(domain).data
  if (!zone || !name || name === zone || name.endsWith(`.${zone}`)) return []
  const message = `must be in the hosted zone ${zone}`
  return [{ path: ['site', 'domain'], problem: { kind: 'outside-zone', zone }, message }]
}

function needs(name: string, others: readonly string[]): ElectionMistake {
  return {
    path: ['site', name],
    problem: { kind: 'needs', others },
    message: `needs ${others.join(' or ')}`,
  }
}
