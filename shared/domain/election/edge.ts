import type { Election } from './election.ts'

/** The only region for CloudFront's certificates and web ACLs, and for events of CloudFront and IAM. */
export const edgeRegion = 'us-east-1'

type Asked = Pick<Election, 'auditTrail' | 'region' | 'site' | 'staff'>

export function needsEdge(election: Asked): boolean {
  const { site, staff } = election
  const isMade = [site, staff].some((place) => place && makesCertificate(place, site))
  return site.firewall || isMade || handsEventsOn(election)
}

/** True if the domain is in the hosted zone and the file names no certificate. */
export function makesCertificate(
  { domain, certificate }: Pick<Election['site'], 'domain' | 'certificate'>,
  { hostedZone }: Pick<Election['site'], 'hostedZone'>,
): boolean {
  return domain !== undefined && hostedZone !== undefined && certificate === undefined
}

/** True if the audit trail is in another region and needs the events of this one. */
export function handsEventsOn({ auditTrail, region }: Asked): boolean {
  return auditTrail && region !== edgeRegion
}
