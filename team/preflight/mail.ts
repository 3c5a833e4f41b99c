import {
  GetAccountCommand,
  type GetAccountResponse,
  GetEmailIdentityCommand,
  type GetEmailIdentityResponse,
  type SESv2Client,
} from '@aws-sdk/client-sesv2'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { mailDnsTexts as dnsTexts, mailTexts as texts } from '../../shared/texts/preflight/mail.ts'
import { unlessGone } from '../unless-gone.ts'
import { ask, check, judged } from './ask.ts'
import { type Dns, namesUpFrom, recordsOf, textsOf } from './dns.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'
import type { Look, StackAnswer } from './look.ts'
import { readResources } from './stacks.ts'

export async function lookAtMail({ election, clients, dns, voters }: Look, data: StackAnswer) {
  const { mail: sender, region } = election
  const { kept } = stackNamesOf(election)
  const isThere = !('value' in data) || data.value !== undefined
  const cloudFormation = clients.cloudFormation(region)
  const [account, identities, ours] = await Promise.all([
    check(
      'ses:GetAccount',
      () => clients.ses.send(new GetAccountCommand({})),
      (read) => judgeSesAccount(read, election, voters),
    ),
    ask('ses:GetEmailIdentity', () => readSesIdentities(clients.ses, sender.from)),
    isThere && sender.identity !== 'existing'
      ? ask('cloudformation:DescribeStackResources', () =>
          readResources(cloudFormation, kept, 'AWS::SES::EmailIdentity'),
        )
      : { value: [] },
  ])
  const mail = [
    ...account,
    ...judged(identities, (known) => judged(ours, (names) => judgeSender(sender, known, names))),
  ]
  // Without the sender, nothing can be said of who signs: that it was not read is said above.
  if (!('value' in identities)) return { mail, mailDns: [] }
  const known = senderOf(sender, identities.value)
  const mailDns = await check(
    `DNS ${domainOf(sender.from)}`,
    () => readMailDns(dns, sender.from, known),
    (read) => judgeMailDns(sender, read, known),
  )
  return { mail, mailDns }
}

/** As docs/election.md has it of `mailsPerDay`. */
const mailsPerVoter = 2.5

const mostHours = 8

/** @param voters undefined when nobody said */
export function judgeSesAccount(
  account: GetAccountResponse,
  election: Pick<Election, 'mailsPerSecond' | 'mailsPerDay'>,
  voters: number | undefined,
): Finding[] {
  const { MaxSendRate = 0, Max24HourSend = 0 } = account.SendQuota ?? {}
  // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html: -1 is no quota.
  const mailsPerDay = Max24HourSend === -1 ? Number.POSITIVE_INFINITY : Max24HourSend
  const isSending = account.SendingEnabled && account.EnforcementStatus !== 'SHUTDOWN'
  const { EngagementMetrics } = account.VdmAttributes?.DashboardAttributes ?? {}
  return [
    account.ProductionAccessEnabled ? ok(texts.production) : blocks(texts.sandbox),
    ...(isSending ? [] : [blocks(texts.paused)]),
    ...(account.EnforcementStatus === 'PROBATION' ? [warning(texts.probation)] : []),
    ...rate(MaxSendRate, election.mailsPerSecond, voters),
    ...quota(mailsPerDay, election.mailsPerDay, voters),
    ...(EngagementMetrics === 'ENABLED' ? [warning(texts.countsOpenings)] : []),
  ]
}

function rate(granted: number, wanted: number, voters: number | undefined): Finding[] {
  if (granted < wanted) return [blocks(texts.rateTooLow(granted, wanted))]
  const hours = voters === undefined ? 0 : voters / wanted / 3600
  return [
    hours > mostHours
      ? warning(texts.rateSlow(wanted, granted, hours))
      : ok(texts.rate(granted, wanted)),
  ]
}

function quota(granted: number, wanted: number | undefined, voters: number | undefined): Finding[] {
  if (wanted !== undefined && granted < wanted) return [blocks(texts.quotaTooLow(granted, wanted))]
  if (voters === undefined) return [warning(texts.votersUnknown(granted))]
  const needed = Math.ceil(voters * mailsPerVoter)
  return [
    granted < needed
      ? warning(texts.quotaShort(granted, needed, voters))
      : ok(texts.quota(granted)),
  ]
}

/** A sender that SES knows, as it tells of it. */
export type SesIdentity = GetEmailIdentityResponse & { name: string }

/** The domain that bounces come back to; undefined when it is SES's own. */
const mailFromOf = (identity: SesIdentity | undefined) =>
  identity?.MailFromAttributes?.MailFromDomain || undefined

/** What SES knows of an address, and of its domain or the nearest one above it: it takes the address first. */
export interface SesIdentities {
  address: SesIdentity | undefined
  domain: SesIdentity | undefined
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

export async function readSesIdentities(client: SESv2Client, from: string): Promise<SesIdentities> {
  const address = await readIdentity(client, from)
  for (const name of namesUpFrom(domainOf(from))) {
    const domain = await readIdentity(client, name)
    if (domain) return { address, domain }
  }
  return { address, domain: undefined }
}

async function readIdentity(client: SESv2Client, name: string): Promise<SesIdentity | undefined> {
  const read = await unlessGone(
    () => client.send(new GetEmailIdentityCommand({ EmailIdentity: name })),
    'NotFoundException',
  )
  return read && { ...read, name }
}

/** The one that an election writes with; undefined when it is still to be made. */
export function senderOf({ from, identity }: Election['mail'], { address, domain }: SesIdentities) {
  if (identity === 'domain') return domain?.name === domainOf(from) ? domain : undefined
  return identity === 'address' ? address : (address ?? domain)
}

/** @param ours the names of those that the election's own stack made */
export function judgeSender(
  mail: Election['mail'],
  identities: SesIdentities,
  ours: readonly string[],
): Finding[] {
  const name = mail.identity === 'domain' ? domainOf(mail.from) : mail.from
  const sender = senderOf(mail, identities)
  if (mail.identity === 'existing') {
    if (!sender) return [blocks(texts.noSender(mail.from, domainOf(mail.from)))]
    const { ConfigurationSetName: set } = sender
    const warned = set === undefined ? [] : [warning(texts.configurationSet(sender.name, set))]
    return [verification(sender, mail.identity), ...warned]
  }
  if (!sender) return [ok(texts.newSender(name))]
  if (!ours.includes(name)) return [blocks(texts.senderOfOthers(name))]
  return [verification(sender, mail.identity)]
}

function verification(sender: SesIdentity, kind: Election['mail']['identity']): Finding {
  const { name, VerifiedForSendingStatus: isVerified } = sender
  return isVerified ? ok(texts.sender(name)) : blocks(texts.unverified(name, kind))
}

type MailDns = Awaited<ReturnType<typeof readMailDns>>

/** What the DNS says of the domain of `mail.from`, and of those who may write with it. */
export async function readMailDns(dns: Dns, from: string, sender: SesIdentity | undefined) {
  const { SigningEnabled, Tokens = [] } = sender?.DkimAttributes ?? {}
  const dkim = (SigningEnabled ? Tokens : []).map(async (token) => {
    const name = `${token}._domainkey.${domainOf(sender?.name ?? from)}`
    const value = `${token}.dkim.amazonses.com`
    // Some regions have a zone of their own: the token tells.
    const found = await recordsOf(dns.resolveCname(name))
    return { name, value, isThere: found.some((target) => target.startsWith(`${token}.`)) }
  })
  const mailFrom = mailFromOf(sender)
  return {
    dkim: await Promise.all(dkim),
    mailFrom: mailFrom === undefined ? undefined : await readMailFrom(dns, mailFrom),
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

/** The nearest policies from the domain up: one at most is right. */
async function readDmarc(dns: Dns, domain: string) {
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
    ...(missing.length > 0 ? [blocks(dnsTexts.dkimMissing(missing))] : []),
    ...(signers.length > 0 ? [ok(dnsTexts.dkim(domain))] : []),
    ...(mailFrom && returns.length === 0 ? [warning(dnsTexts.spfMissing(mailFrom.name))] : []),
    ...(returns.length > 0 ? [ok(dnsTexts.spf(returns[0] ?? ''))] : []),
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
  if (dmarc && dmarc.policies.length > 1) return [blocks(dnsTexts.severalDmarc(dmarc.name))]
  const tags = tagsOf(dmarc?.policies[0] ?? '')
  const isAligned =
    passed.dkim.some((name) => aligns(domain, name, tags.adkim)) ||
    passed.spf.some((name) => aligns(domain, name, tags.aspf))
  if (!dmarc) return [warning(isAligned ? dnsTexts.noDmarc(domain) : dnsTexts.unsigned(domain))]
  const inherited = dmarc.name === domain ? undefined : tags.sp
  const policy = (inherited ?? tags.p ?? 'none').toLowerCase()
  if (isAligned) return [ok(dnsTexts.dmarc(dmarc.name, policy))]
  return [
    policy === 'none'
      ? warning(dnsTexts.unsigned(domain))
      : blocks(dnsTexts.refused(domain, policy)),
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
