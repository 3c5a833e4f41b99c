import { timesOf, type Usage } from './usage.ts'

const daySeconds = 86_400
/** A rented machine. */
const requestsOfMachine = 5000

/** A day of links for addresses that are nobody's. */
export function floodsOf(
  link: Usage,
  {
    linksOfAddress,
    windowSeconds,
    linksPerSecond,
  }: { linksOfAddress: number; windowSeconds: number; linksPerSecond: number },
) {
  const dayOf = (requests: number) => ({ requests, usage: timesOf(requests, link) })
  const stopped = requestsOfMachine * daySeconds
  const usage = { firewallRequests: stopped }
  return {
    oneAddress: dayOf((linksOfAddress / windowSeconds) * daySeconds),
    // What CloudFront does not bill once the firewall has stopped it is not certain: without it, and with it.
    stopped: { requests: stopped, usage, most: { ...usage, siteRequests: stopped } },
    manyAddresses: dayOf(linksPerSecond * daySeconds),
  }
}
