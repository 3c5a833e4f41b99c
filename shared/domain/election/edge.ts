import type { Election } from './election.ts'

/** The one region in which CloudFront takes certificates and web ACLs, and tells what is done to it, as IAM does. */
export const edgeRegion = 'us-east-1'

type Asked = Pick<Election, 'auditTrail' | 'site'>

/** @param region where the election is deployed, if that is known */
export function needsEdge(election: Asked, region: string | undefined): boolean {
  return election.site.firewall || makesCertificate(election) || handsEventsOn(election, region)
}

/** Whether AWS makes it, in that region. */
export function makesCertificate({ site }: Pick<Election, 'site'>): boolean {
  return site.hostedZone !== undefined && site.certificate === undefined
}

/** What is told there alone is of use to the audit trail of another region. */
export function handsEventsOn(
  { auditTrail }: Pick<Election, 'auditTrail'>,
  region: string | undefined,
): region is string {
  return auditTrail && region !== undefined && region !== edgeRegion
}
