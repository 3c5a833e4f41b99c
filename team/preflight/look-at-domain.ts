import type { Election } from '../../shared/domain/election/election.ts'
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
import type { Answer, Finding } from './finding.ts'
import type { StackState } from './stacks.ts'

interface DomainLook {
  election: Pick<Election, 'site' | 'dates'>
  clients: Pick<Clients, 'acm' | 'route53' | 'cloudFront'>
  dns: Dns
}

/** Without a domain of its own, the site has CloudFront's name and certificate. */
export async function lookAtDomain(
  look: DomainLook,
  service: Answer<StackState | undefined>,
): Promise<Finding[]> {
  const { domain, certificate, hostedZone } = look.election.site
  if (domain === undefined) return []
  const found = await Promise.all([
    certificate === undefined
      ? lookAtIssuers(look, domain)
      : lookAtCertificate(look, domain, certificate),
    hostedZone ? lookAtZone(look, hostedZone) : [],
    ask('cloudfront:ListDistributions', () => readDistributionOf(look.clients.cloudFront, domain)),
  ])
  const [ofCertificate, ofZone, distribution] = found
  return [
    ...ofCertificate,
    ...ofZone,
    ...judged(distribution, (id) =>
      judged(service, (stack) => judgeDistribution(domain, id, stack?.outputs.DistributionId)),
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
