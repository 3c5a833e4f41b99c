import type { Election } from '../../shared/domain/election/election.ts'
import { domainTexts as texts } from '../../shared/texts/preflight/domain.ts'
import { ask, judged } from './ask.ts'
import type { Clients } from './clients.ts'
import { type Dns, recordsOf } from './dns.ts'
import {
  judgeCertificate,
  judgeDistribution,
  judgeIssuers,
  judgeLostProofs,
  judgeZone,
  readCertificate,
  readDistributionOf,
  readIssuers,
  readLostProofs,
  readZone,
} from './domain.ts'
import { type Answer, type Finding, warning } from './finding.ts'
import type { StackState } from './stacks.ts'

interface DomainLook {
  election: Pick<Election, 'site' | 'staff' | 'dates'>
  clients: Pick<Clients, 'acm' | 'route53' | 'cloudFront'>
  dns: Dns
}

type SiteName = 'site' | 'staff'

/** The output that has the distribution of each. */
const distributionOutputs = { site: 'DistributionId', staff: 'StaffDistributionId' } as const

/** Without a domain of its own, a site has CloudFront's name and certificate. */
export async function lookAtDomains(
  look: DomainLook,
  service: Answer<StackState | undefined>,
): Promise<Finding[]> {
  const { hostedZone } = look.election.site
  const found = await Promise.all([
    hostedZone ? lookAtZone(look, hostedZone) : [],
    lookAtDomain(look, 'site', service),
    lookAtDomain(look, 'staff', service),
  ])
  // No API tells beforehand whether CloudFront takes an account.
  const isFirst = 'value' in service && service.value === undefined
  return [...(isFirst ? [warning(texts.firstDistribution)] : []), ...found.flat()]
}

async function lookAtDomain(
  look: DomainLook,
  of: SiteName,
  service: Answer<StackState | undefined>,
): Promise<Finding[]> {
  const { domain, certificate } = look.election[of] ?? {}
  if (domain === undefined) return []
  const [ofCertificate, distribution] = await Promise.all([
    certificate === undefined
      ? lookAtIssuers(look, domain)
      : lookAtCertificate(look, domain, certificate),
    ask('cloudfront:ListDistributions', () => readDistributionOf(look.clients.cloudFront, domain)),
  ])
  return [
    ...ofCertificate,
    ...judged(distribution, (id) =>
      judged(service, (stack) =>
        judgeDistribution(domain, id, stack?.outputs[distributionOutputs[of]]),
      ),
    ),
  ]
}

async function lookAtCertificate(
  { election, clients, dns }: DomainLook,
  domain: string,
  arn: string,
): Promise<Finding[]> {
  const answer = await ask('acm:DescribeCertificate', () => readCertificate(clients.acm, arn))
  const found = judged(answer, (certificate) =>
    judgeCertificate(certificate, domain, election.dates.voteClosesAt),
  )
  if (!('value' in answer)) return found
  const lost = await ask(`DNS ${domain}`, () => readLostProofs(dns, answer.value))
  return [...found, ...judged(lost, judgeLostProofs)]
}

async function lookAtIssuers({ dns }: DomainLook, domain: string): Promise<Finding[]> {
  const issuers = await ask(`DNS ${domain}`, () => readIssuers(dns, domain))
  return judged(issuers, (names) => judgeIssuers(domain, names))
}

async function lookAtZone(
  { clients, dns }: DomainLook,
  zone: NonNullable<Election['site']['hostedZone']>,
): Promise<Finding[]> {
  const [known, servers] = await Promise.all([
    ask('route53:GetHostedZone', () => readZone(clients.route53, zone.id)),
    ask(`DNS ${zone.name}`, () => recordsOf(dns.resolveNs(zone.name))),
  ])
  return judged(known, (read) => judged(servers, (names) => judgeZone(read, zone, names)))
}
