import type { Election } from './election.ts'

/** Certificates and web ACLs of CloudFront, and events of CloudFront and IAM, exist only in this region. */
export const edgeRegion = 'us-east-1'

type EdgeSettings = Pick<Election, 'auditTrail' | 'region' | 'site' | 'staff'>

export function needsEdgeRegion(election: EdgeSettings): boolean {
  const { site, staff } = election
  const hasNewCertificate = [site, staff].some((host) => host && makesCertificate(host, site))
  return site.firewall || hasNewCertificate || forwardsEvents(election)
}

export function makesCertificate(
  { domain, certificate }: Pick<Election['site'], 'domain' | 'certificate'>,
  { hostedZone }: Pick<Election['site'], 'hostedZone'>,
): boolean {
  return domain !== undefined && hostedZone !== undefined && certificate === undefined
}

export function forwardsEvents({ auditTrail, region }: EdgeSettings): boolean {
  return auditTrail && region !== edgeRegion
}
