import * as z from 'zod/mini'
import { formattedText } from './election-field-types.ts'
import { type ElectionIssue, ruleIssue } from './election-issue.ts'

export const domainName = formattedText(
  'domain-name',
  /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
).check(z.maxLength(253))

export const certificateArn = formattedText(
  'certificate-arn',
  /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/,
)

export const siteSchema = z.strictObject({
  brandColour: formattedText('colour', /^#[0-9a-fA-F]{6}$/),
  logo: z.optional(formattedText('logo-name', /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}\.(svg|png)$/)),
  domain: z.optional(domainName),
  certificate: z.optional(certificateArn),
  hostedZone: z.optional(
    z.strictObject({ id: formattedText('zone-id', /^Z[A-Z0-9]{1,31}$/), name: domainName }),
  ),
  firewall: z._default(z.boolean(), false),
  accessLogs: z._default(z.boolean(), false),
  votingUrl: z.optional(
    formattedText(
      'https-url',
      /^https:\/\/[a-z0-9.-]+\.[a-z]{2,63}(:\d{1,5})?(\/[\w.~%/?=&#-]*)?$/,
    ).check(z.maxLength(300)),
  ),
})

interface DomainSettings {
  domain?: string | undefined
  certificate?: string | undefined
}

export function domainIssues(
  site: z.output<typeof siteSchema>,
  staff: DomainSettings | undefined,
): ElectionIssue[] {
  const { domain, hostedZone } = site
  const isSharedDomain = domain !== undefined && staff?.domain === domain
  return [
    ...siteDomainIssues('site', site, hostedZone?.name),
    ...(hostedZone && !domain ? [ruleIssue(['site', 'hostedZone'], 'needs', 'site.domain')] : []),
    ...siteDomainIssues('staff', staff ?? {}, hostedZone?.name),
    ...(isSharedDomain ? [ruleIssue(['staff', 'domain'], 'used-twice', 'site.domain')] : []),
  ]
}

function siteDomainIssues(
  key: 'site' | 'staff',
  { domain, certificate }: DomainSettings,
  zone: string | undefined,
): ElectionIssue[] {
  if (!domain) return certificate ? [ruleIssue([key, 'certificate'], 'needs', `${key}.domain`)] : []
  if (!certificate && !zone) {
    return [ruleIssue([key, 'domain'], 'needs', `${key}.certificate`, 'site.hostedZone')]
  }
  if (!zone || domain === zone || domain.endsWith(`.${zone}`)) return []
  return [ruleIssue([key, 'domain'], 'outside-zone', zone)]
}
