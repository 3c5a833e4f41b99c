import type { Election } from './election.ts'

/** The one region in which CloudFront takes certificates and web ACLs, and tells what is done to it, as IAM does. */
export const edgeRegion = 'us-east-1'

type Asked = Pick<Election, 'auditTrail' | 'region' | 'site' | 'staff'>

export function needsEdge(election: Asked): boolean {
  const { site, staff } = election
  const isMade = [site, staff].some((place) => place && makesCertificate(place, site))
  return site.firewall || isMade || handsEventsOn(election)
}

/** Whether AWS makes the certificate of a site, in that region: its domain is in the zone, and none is given. */
export function makesCertificate(
  { domain, certificate }: Pick<Election['site'], 'domain' | 'certificate'>,
  { hostedZone }: Pick<Election['site'], 'hostedZone'>,
): boolean {
  return domain !== undefined && hostedZone !== undefined && certificate === undefined
}

/** What is told there alone is of use to the audit trail of another region. */
export function handsEventsOn({ auditTrail, region }: Asked): boolean {
  return auditTrail && region !== edgeRegion
}
