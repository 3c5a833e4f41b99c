import { type ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { type CloudFrontClient, paginateListDistributions } from '@aws-sdk/client-cloudfront'
import { GetHostedZoneCommand, type Route53Client } from '@aws-sdk/client-route-53'
import { domainTexts as texts } from '../../shared/texts/preflight/domain.ts'
import { unlessGone } from '../unless-gone.ts'
import { type Dns, namesUpFrom, recordsOf } from './dns.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

export interface SiteCertificate {
  /** ISSUED, PENDING_VALIDATION, EXPIRED… */
  status: string
  isImported: boolean
  names: readonly string[]
  until: Date | undefined
  /** What AWS renews it by. */
  proofs: readonly { name: string; value: string }[]
}

export async function readCertificate(client: ACMClient, arn: string): Promise<SiteCertificate> {
  const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn: arn }))
  const { Status = '', Type, DomainName, SubjectAlternativeNames, NotAfter } = Certificate ?? {}
  const proofs = Certificate?.DomainValidationOptions ?? []
  return {
    status: Status,
    isImported: Type === 'IMPORTED',
    names: SubjectAlternativeNames ?? (DomainName ? [DomainName] : []),
    until: NotAfter,
    proofs: proofs.flatMap(({ ResourceRecord: { Name, Value } = {} }) =>
      Name && Value ? [{ name: bare(Name), value: bare(Value) }] : [],
    ),
  }
}

/** @returns those of a certificate's proofs that the DNS has no more */
export async function readLostProofs(
  dns: Dns,
  { proofs }: SiteCertificate,
): Promise<SiteCertificate['proofs']> {
  const found = await Promise.all(
    proofs.map(async ({ name, value }) => {
      const targets = await recordsOf(dns.resolveCname(name))
      return targets.some((target) => bare(target) === value)
    }),
  )
  return proofs.filter((_, index) => !found[index])
}

export function judgeCertificate(
  certificate: SiteCertificate,
  domain: string,
  voteClosesAt: Date,
): Finding[] {
  const { status, names, until } = certificate
  if (status !== 'ISSUED') return [blocks(texts.notIssued(status))]
  if (!names.some((name) => covers(name, domain))) return [blocks(texts.notCovered(domain, names))]
  if (until && until <= voteClosesAt) {
    const end = until.toISOString().slice(0, 10)
    return [certificate.isImported ? blocks(texts.ends(end)) : warning(texts.renewedSoon(end))]
  }
  return [ok(texts.certificate(domain))]
}

export function judgeLostProofs(lost: SiteCertificate['proofs']): Finding[] {
  return lost.map(({ name, value }) => warning(texts.proofLost(name, value)))
}

/** `*.example.org` covers one name below example.org, no deeper one. */
function covers(name: string, domain: string): boolean {
  return name === domain || (name.startsWith('*.') && domain.replace(/^[^.]+/, '*') === name)
}

export interface HostedZone {
  name: string
  isPrivate: boolean
  servers: readonly string[]
}

/** @returns undefined when the account has no such zone */
export async function readZone(client: Route53Client, id: string): Promise<HostedZone | undefined> {
  const read = () => client.send(new GetHostedZoneCommand({ Id: id }))
  const found = await unlessGone(read, 'NoSuchHostedZone')
  return (
    found && {
      name: bare(found.HostedZone?.Name ?? ''),
      isPrivate: found.HostedZone?.Config?.PrivateZone === true,
      servers: (found.DelegationSet?.NameServers ?? []).map(bare),
    }
  )
}

/** @param servers those that answer for the zone, as the DNS has it */
export function judgeZone(
  zone: HostedZone | undefined,
  { id, name }: { id: string; name: string },
  servers: readonly string[],
): Finding[] {
  if (!zone) return [blocks(texts.noZone(id))]
  if (zone.name !== name) return [blocks(texts.otherZone(id, zone.name, name))]
  if (zone.isPrivate) return [blocks(texts.privateZone(name))]
  const isDelegated = servers.some((server) => zone.servers.includes(bare(server)))
  return [isDelegated ? ok(texts.zone(name)) : blocks(texts.notDelegated(name, zone.servers))]
}

/** https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
const amazonIssuers = ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com']

/** @returns who may issue certificates for a name; undefined when everybody may */
export async function readIssuers(dns: Dns, domain: string): Promise<string[] | undefined> {
  for (const name of namesUpFrom(domain)) {
    const records = await recordsOf(dns.resolveCaa(name))
    // The nearest records decide, even if they say nothing of certificates.
    if (records.length === 0) continue
    const issuers = records.flatMap(({ issue }) => (issue === undefined ? [] : [issue]))
    return issuers.length > 0
      ? issuers.map((issuer) => issuer.split(';')[0]?.trim() ?? '')
      : undefined
  }
  return undefined
}

export function judgeIssuers(domain: string, issuers: string[] | undefined): Finding[] {
  if (!issuers || issuers.some((issuer) => amazonIssuers.includes(issuer))) return []
  return [blocks(texts.caa(domain, issuers))]
}

/** @returns the id of the account's distribution that has a name */
export async function readDistributionOf(
  client: CloudFrontClient,
  domain: string,
): Promise<string | undefined> {
  for await (const { DistributionList } of paginateListDistributions({ client }, {})) {
    const found = DistributionList?.Items?.find(({ Aliases }) => Aliases?.Items?.includes(domain))
    if (found) return found.Id
  }
  return undefined
}

/** @param ours the election's own distribution, once it is deployed */
export function judgeDistribution(
  domain: string,
  found: string | undefined,
  ours: string | undefined,
): Finding[] {
  if (found === undefined || found === ours) return [ok(texts.nameFree(domain))]
  return [blocks(texts.nameTaken(domain, found))]
}

/** Without the dot that ends a whole name. */
function bare(name: string): string {
  return name.replace(/\.$/, '').toLowerCase()
}
