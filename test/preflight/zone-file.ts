import type { Dns } from '../../team/preflight/dns.ts'
import { domain, tokens } from './aws-account.ts'

/** By type and name; what is not there is asked for in vain, as the DNS has it. */
type Zone = Partial<Record<'TXT' | 'CNAME' | 'MX' | 'NS' | 'CAA', Record<string, unknown[]>>>

export const wholeZone = {
  TXT: {
    [`bounce.${domain}`]: ['v=spf1 include:amazonses.com ~all'],
    [`_dmarc.${domain}`]: ['v=DMARC1; p=reject; adkim=s; aspf=s'],
  },
  CNAME: {
    [`_x.${domain}`]: ['_y.acm'],
    ...Object.fromEntries(
      tokens.map((token) => [`${token}._domainkey.${domain}`, [`${token}.dkim.amazonses.com`]]),
    ),
  },
  MX: {
    [`bounce.${domain}`]: [{ priority: 10, exchange: 'feedback-smtp.eu-west-3.amazonses.com' }],
  },
  NS: { [domain]: ['ns-1.awsdns-1.org'] },
} satisfies Zone

export function dnsOf(zone: Zone): Dns {
  const answer = (type: keyof Zone, name: string) => {
    const records = zone[type]?.[name]
    if (records) return Promise.resolve(records)
    return Promise.reject(Object.assign(new Error(name), { code: 'ENOTFOUND' }))
  }
  const lookup = (type: keyof Zone) => (name: string) => answer(type, name) as Promise<never>
  return {
    resolveTxt: async (name) => (await answer('TXT', name)).map((text) => [String(text)]),
    resolveCname: lookup('CNAME'),
    resolveMx: lookup('MX'),
    resolveNs: lookup('NS'),
    resolveCaa: lookup('CAA'),
  }
}

export const silentDns: Dns = Object.fromEntries(
  ['Txt', 'Cname', 'Mx', 'Ns', 'Caa'].map((type) => [
    `resolve${type}`,
    () => Promise.reject(Object.assign(new Error('silent'), { code: 'ETIMEOUT' })),
  ]),
) as never
