import type { Dns } from '../../team/preflight/dns.ts'
import { domain } from './aws-account.ts'

/** By type and name; what is not there is asked for in vain, as the DNS has it. */
type Zone = Partial<Record<'TXT' | 'NS', Record<string, string[]>>>

export const wholeZone = {
  TXT: { [`_dmarc.${domain}`]: ['v=DMARC1; p=reject; adkim=s; aspf=s'] },
  NS: { [domain]: ['ns-1.awsdns-1.org'] },
} satisfies Zone

export function dnsOf(zone: Zone): Dns {
  const answer = async (type: keyof Zone, name: string) => {
    const records = zone[type]?.[name]
    if (records) return records
    throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
  }
  return {
    resolveTxt: async (name) => (await answer('TXT', name)).map((text) => [text]),
    resolveNs: (name) => answer('NS', name),
  }
}

const silent = () => Promise.reject(Object.assign(new Error('silent'), { code: 'ETIMEOUT' }))

export const silentDns: Dns = { resolveTxt: silent, resolveNs: silent }
