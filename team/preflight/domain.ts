import { type CertificateDetail, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { type CloudFrontClient, paginateListDistributions } from '@aws-sdk/client-cloudfront'
import { GetHostedZoneCommand, type GetHostedZoneCommandOutput } from '@aws-sdk/client-route-53'
import { domainTexts as texts } from '../../shared/texts/preflight/domain.ts'
import { unlessGone } from '../unless-gone.ts'
import { allOf, ask, check, judged } from './ask.ts'
import { type Dns, namesUpFrom, recordsOf } from './dns.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'
import type { Look, StackAnswer } from './look.ts'

/** The output that has the distribution of each. */
const distributionOutputs = { site: 'DistributionId', staff: 'StaffDistributionId' } as const

/** Without a domain of its own, a site has CloudFront's name and certificate. */
export function lookAtDomains(look: Look, service: StackAnswer): Promise<Finding[]> {
  // No API tells beforehand whether CloudFront takes an account.
  const isFirst = 'value' in service && service.value === undefined
  return allOf([
    Promise.resolve(isFirst ? [warning(texts.firstDistribution)] : []),
    lookAtZone(look),
    lookAtDomain(look, 'site', service),
    lookAtDomain(look, 'staff', service),
  ])
}

async function lookAtZone({ election, clients, dns }: Look): Promise<Finding[]> {
  const { hostedZone: zone } = election.site
  if (!zone) return []
  const servers = ask(`DNS ${zone.name}`, () => recordsOf(dns.resolveNs(zone.name)))
  const asked = new GetHostedZoneCommand({ Id: zone.id })
  return check(
    'route53:GetHostedZone',
    () => unlessGone(() => clients.route53.send(asked), 'NoSuchHostedZone'),
    async (found) => judged(await servers, (names) => judgeZone(found, zone, names)),
  )
}

async function lookAtDomain(
  look: Look,
  of: keyof typeof distributionOutputs,
  service: StackAnswer,
): Promise<Finding[]> {
  const { domain, certificate } = look.election[of] ?? {}
  if (domain === undefined) return []
  const { clients, dns } = look
  return allOf([
    certificate === undefined
      ? check(
          `DNS ${domain}`,
          () => readIssuers(dns, domain),
          (issuers) => judgeIssuers(domain, issuers),
        )
      : lookAtCertificate(look, domain, certificate),
    check(
      'cloudfront:ListDistributions',
      () => readDistributionOf(clients.cloudFront, domain),
      (id) =>
        judged(service, (stack) =>
          judgeDistribution(domain, id, stack?.outputs[distributionOutputs[of]]),
        ),
    ),
  ])
}

function lookAtCertificate(
  { election, clients, dns }: Look,
  domain: string,
  CertificateArn: string,
): Promise<Finding[]> {
  return check(
    'acm:DescribeCertificate',
    () => clients.acm.send(new DescribeCertificateCommand({ CertificateArn })),
    async ({ Certificate: certificate = {} }) => [
      ...judgeCertificate(certificate, domain, election.dates.voteClosesAt),
      ...(await check(
        `DNS ${domain}`,
        () => readLostProofs(dns, certificate),
        (lost) => lost.map(({ name, value }) => warning(texts.proofLost(name, value))),
      )),
    ],
  )
}

/** @returns those of a certificate's proofs, which AWS renews it by, that the DNS has no more */
async function readLostProofs(
  dns: Dns,
  { DomainValidationOptions = [] }: CertificateDetail,
): Promise<{ name: string; value: string }[]> {
  const proofs = DomainValidationOptions.map(async ({ ResourceRecord: { Name, Value } = {} }) => {
    if (!Name || !Value) return []
    const proof = { name: bare(Name), value: bare(Value) }
    const targets = await recordsOf(dns.resolveCname(proof.name))
    return targets.some((target) => bare(target) === proof.value) ? [] : [proof]
  })
  return (await Promise.all(proofs)).flat()
}

export function judgeCertificate(
  certificate: CertificateDetail,
  domain: string,
  voteClosesAt: Date,
): Finding[] {
  const { Status: status = '', Type, DomainName, NotAfter: until } = certificate
  const names = certificate.SubjectAlternativeNames ?? (DomainName ? [DomainName] : [])
  if (status !== 'ISSUED') return [blocks(texts.notIssued(status))]
  if (!names.some((name) => covers(name, domain))) return [blocks(texts.notCovered(domain, names))]
  if (until && until <= voteClosesAt) {
    const end = until.toISOString().slice(0, 10)
    return [Type === 'IMPORTED' ? blocks(texts.ends(end)) : warning(texts.renewedSoon(end))]
  }
  return [ok(texts.certificate(domain))]
}

/** `*.example.org` covers one name below example.org, no deeper one. */
function covers(name: string, domain: string): boolean {
  return name === domain || (name.startsWith('*.') && domain.replace(/^[^.]+/, '*') === name)
}

/**
 * @param found undefined when the account has no such zone
 * @param servers those that answer for the zone, as the DNS has it
 */
export function judgeZone(
  found: Pick<GetHostedZoneCommandOutput, 'HostedZone' | 'DelegationSet'> | undefined,
  { id, name }: { id: string; name: string },
  servers: readonly string[],
): Finding[] {
  if (!found) return [blocks(texts.noZone(id))]
  const { Name = '', Config } = found.HostedZone ?? {}
  if (bare(Name) !== name) return [blocks(texts.otherZone(id, bare(Name), name))]
  if (Config?.PrivateZone) return [blocks(texts.privateZone(name))]
  const own = (found.DelegationSet?.NameServers ?? []).map(bare)
  const isDelegated = servers.some((server) => own.includes(bare(server)))
  return [isDelegated ? ok(texts.zone(name)) : blocks(texts.notDelegated(name, own))]
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
