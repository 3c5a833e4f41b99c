import { sumOf, timesOf, type Usage } from './usage.ts'

const daySeconds = 86_400
/** A rented machine. */
const requestsOfMachine = 5000

export interface Flood {
  requests: number
  /** What CloudFront does not bill once the firewall has stopped it is not certain: without it, and with it. */
  usage: Usage
  most: Usage
}

/** A day of links for addresses that are nobody's. */
export function floodsOf(
  link: Usage,
  {
    linksOfAddress,
    windowSeconds,
    linksPerSecond,
  }: { linksOfAddress: number; windowSeconds: number; linksPerSecond: number },
): { oneAddress: Flood; stopped: Flood; manyAddresses: Flood } {
  const dayOf = (requests: number): Flood => {
    const usage = timesOf(requests, link)
    return { requests, usage, most: usage }
  }
  const stopped = requestsOfMachine * daySeconds
  const counted = { firewallRequests: stopped }
  return {
    oneAddress: dayOf((linksOfAddress / windowSeconds) * daySeconds),
    stopped: {
      requests: stopped,
      usage: counted,
      most: sumOf(counted, { siteRequests: stopped }),
    },
    manyAddresses: dayOf(linksPerSecond * daySeconds),
  }
}
