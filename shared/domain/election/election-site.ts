import * as z from 'zod/mini'
import { matching } from './election-field-types.ts'
import { type ElectionIssue, ruleIssue } from './election-issue.ts'

export const domainName = matching(
  'domain-name',
  /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
).check(z.maxLength(253))

export const certificateArn = matching(
  'certificate-arn',
  /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
)

export const siteFile = z.strictObject({
  brandColour: matching('colour', /^#[0-9a-fA-F]{6}$/),
  logo: z.optional(matching('logo-name', /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}\.(svg|png)$/)),
  domain: z.optional(domainName),
  certificate: z.optional(certificateArn),
  hostedZone: z.optional(
    z.strictObject({ id: matching('zone-id', /^Z[A-Z0-9]{1,31}$/), name: domainName }),
  ),
  firewall: z._default(z.boolean(), false),
  accessLogs: z._default(z.boolean(), false),
  votingUrl: z.optional(
    matching(
      'https-url',
      /^https:\/\/[a-z0-9.-]+\.[a-z]{2,63}(:\d{1,5})?(\/[\w.~%/?=&#-]*)?$/,
    ).check(z.maxLength(300)),
  ),
})

interface Place {
  domain?: string | undefined
  certificate?: string | undefined
}

/** A domain needs a certificate or hosted zone, and the two sites need different domains. */
export function domainIssues(
  site: z.output<typeof siteFile>,
  staff: Place | undefined,
): ElectionIssue[] {
  const { domain, hostedZone } = site
  const isShared = domain !== undefined && staff?.domain === domain
  return [
    ...placeIssues('site', site, hostedZone?.name),
    ...(hostedZone && !domain ? [ruleIssue(['site', 'hostedZone'], 'needs', 'site.domain')] : []),
    ...placeIssues('staff', staff ?? {}, hostedZone?.name),
    ...(isShared ? [ruleIssue(['staff', 'domain'], 'used-twice', 'site.domain')] : []),
  ]
}

function placeIssues(
  of: 'site' | 'staff',
  { domain, certificate }: Place,
  zone: string | undefined,
): ElectionIssue[] {
  if (!domain) return certificate ? [ruleIssue([of, 'certificate'], 'needs', `${of}.domain`)] : []
  if (!certificate && !zone) {
    return [ruleIssue([of, 'domain'], 'needs', `${of}.certificate`, 'site.hostedZone')]
  }
  if (!zone || domain === zone || domain.endsWith(`.${zone}`)) return []
  return [ruleIssue([of, 'domain'], 'outside-zone', zone)]
}
