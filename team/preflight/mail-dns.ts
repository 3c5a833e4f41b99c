import type { Election } from '../../shared/domain/election/election.ts'
import { mailDnsTexts as texts } from '../../shared/texts/preflight/mail.ts'
import { type Dns, namesUpFrom, recordsOf, textsOf } from './dns.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'
import { domainOf, type SesIdentity } from './ses-identity.ts'

/** What the DNS says of the domain of `mail.from`, and of those who may write with it. */
export interface MailDns {
  /** Of each name that DKIM needs, whether SES's record is there. */
  dkim: readonly { name: string; value: string; isThere: boolean }[]
  /** Of the domain that bounces come back to, if it is not SES's own. */
  mailFrom: { name: string; hasMx: boolean; hasSpf: boolean } | undefined
  /** The nearest policies from the domain up: one at most is right. */
  dmarc: { name: string; policies: readonly string[] } | undefined
}

export async function readMailDns(
  dns: Dns,
  from: string,
  sender: SesIdentity | undefined,
): Promise<MailDns> {
  const dkim = (sender?.dkimTokens ?? []).map(async (token) => {
    const name = `${token}._domainkey.${domainOf(sender?.name ?? from)}`
    const value = `${token}.dkim.amazonses.com`
    // Some regions have a zone of their own: the token tells.
    const found = await recordsOf(dns.resolveCname(name))
    return { name, value, isThere: found.some((target) => target.startsWith(`${token}.`)) }
  })
  return {
    dkim: await Promise.all(dkim),
    mailFrom: sender?.mailFromDomain ? await readMailFrom(dns, sender.mailFromDomain) : undefined,
    dmarc: await readDmarc(dns, domainOf(from)),
  }
}

async function readMailFrom(dns: Dns, name: string) {
  const mx = await recordsOf(dns.resolveMx(name))
  const spf = (await textsOf(dns, name)).filter((text) => /^v=spf1\b/i.test(text))
  return {
    name,
    hasMx: mx.some(({ exchange }) => /^feedback-smtp\..*amazonses\.com$/i.test(exchange)),
    hasSpf: spf.length === 1 && /\binclude:amazonses\.com\b/i.test(spf[0] ?? ''),
  }
}

async function readDmarc(dns: Dns, domain: string): Promise<MailDns['dmarc']> {
  for (const name of namesUpFrom(domain)) {
    const found = await textsOf(dns, `_dmarc.${name}`)
    const policies = found.filter((text) => /^v=DMARC1\b/i.test(text))
    if (policies.length > 0) return { name, policies }
  }
  return undefined
}

/**
 * A receiver asks whether the domain of `mail.from` is one that signs (DKIM), or one that bounces come back to (SPF).
 * @param sender undefined when the deployment is still to make it
 */
export function judgeMailDns(
  { from, identity }: Election['mail'],
  { dkim, mailFrom, dmarc }: MailDns,
  sender: SesIdentity | undefined,
): Finding[] {
  const domain = domainOf(from)
  const missing = dkim.filter(({ isThere }) => !isThere)
  // Made by us, it signs and has bounces of its own.
  const isToBeMade = sender === undefined && identity === 'domain'
  const signers = dkim.length > 0 && missing.length === 0 ? [domainOf(sender?.name ?? from)] : []
  const returns = mailFrom?.hasMx && mailFrom.hasSpf ? [mailFrom.name] : []
  return [
    ...(missing.length > 0 ? [blocks(texts.dkimMissing(missing))] : []),
    ...(signers.length > 0 ? [ok(texts.dkim(domain))] : []),
    ...(mailFrom && returns.length === 0 ? [warning(texts.spfMissing(mailFrom.name))] : []),
    ...(returns.length > 0 ? [ok(texts.spf(returns[0] ?? ''))] : []),
    // What is missing is told: no need to tell what follows from it.
    ...(missing.length > 0
      ? []
      : judgeDmarc(domain, dmarc, {
          dkim: isToBeMade ? [domain] : signers,
          spf: isToBeMade ? [`bounce.${domain}`] : returns,
        })),
  ]
}

function judgeDmarc(
  domain: string,
  dmarc: MailDns['dmarc'],
  passed: { dkim: string[]; spf: string[] },
): Finding[] {
  if (dmarc && dmarc.policies.length > 1) return [blocks(texts.severalDmarc(dmarc.name))]
  const tags = tagsOf(dmarc?.policies[0] ?? '')
  const isAligned =
    passed.dkim.some((name) => aligns(domain, name, tags.adkim)) ||
    passed.spf.some((name) => aligns(domain, name, tags.aspf))
  if (!dmarc) return [warning(isAligned ? texts.noDmarc(domain) : texts.unsigned(domain))]
  const inherited = dmarc.name === domain ? undefined : tags.sp
  const policy = (inherited ?? tags.p ?? 'none').toLowerCase()
  if (isAligned) return [ok(texts.dmarc(dmarc.name, policy))]
  return [
    policy === 'none' ? warning(texts.unsigned(domain)) : blocks(texts.refused(domain, policy)),
  ]
}

/** `v=DMARC1; p=none` by its tags (RFC 7489, 6.3). */
function tagsOf(policy: string): Record<string, string> {
  const tags = policy.split(';').map((tag) => tag.split('=').map((part) => part.trim()))
  return Object.fromEntries(tags.map(([name = '', value = '']) => [name.toLowerCase(), value]))
}

/** Strictly, the same name; else one above or below it is enough, which is the rule when nothing is said. */
function aligns(domain: string, name: string, mode = 'r'): boolean {
  if (domain === name) return true
  return mode.toLowerCase() !== 's' && (domain.endsWith(`.${name}`) || name.endsWith(`.${domain}`))
}
