import type { GetAccountResponse, MailFromAttributes } from '@aws-sdk/client-sesv2'
import { describe, expect, it } from 'vitest'
import { mailDnsTexts as dnsTexts, mailTexts as texts } from '../../shared/texts/preflight/mail.ts'
import { blocks, ok, warning } from '../../team/preflight/finding.ts'
import {
  judgeMailDns,
  judgeSender,
  judgeSesAccount,
  readMailDns,
  type SesIdentity,
} from '../../team/preflight/mail.ts'
import { domain, tokens } from './aws-account.ts'
import { dnsOf, wholeZone } from './zone-file.ts'

const granted = (MaxSendRate: number, Max24HourSend: number) => ({
  SendQuota: { MaxSendRate, Max24HourSend },
})
const calm: GetAccountResponse = {
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  EnforcementStatus: 'HEALTHY',
  ...granted(100, 1_000_000),
}
const openings = { DashboardAttributes: { EngagementMetrics: 'ENABLED' } } as const
const wanted = { mailsPerSecond: 20, mailsPerDay: undefined as number | undefined }
const from = `vote@${domain}`

describe('of the account at SES it is told', () => {
  it.each([
    ['that it was paused', { EnforcementStatus: 'SHUTDOWN' }, {}, texts.paused],
    ['that somebody stopped it', { SendingEnabled: false }, {}, texts.paused],
    ['that AWS looks into it', { EnforcementStatus: 'PROBATION' }, {}, texts.probation],
    ['a rate below the file’s', granted(19.5, 1_000_000), {}, texts.rateTooLow(19.5, 20)],
    ['a quota below the file’s', {}, { mailsPerDay: 1_000_001 }, texts.quotaTooLow(1e6, 1_000_001)],
    [
      'openings that are counted',
      { VdmAttributes: { ...openings, VdmEnabled: 'ENABLED' } as const },
      {},
      texts.countsOpenings,
    ],
  ])('%s', (_, account, file, said) => {
    const found = judgeSesAccount({ ...calm, ...account }, { ...wanted, ...file }, 400_000)
    expect(found).toContainEqual(expect.objectContaining(said))
  })

  it('whether its quota and its rate are enough for the voters, if somebody says how many', () => {
    const lineOf = (voters?: number) =>
      judgeSesAccount(calm, wanted, voters).map(({ verdict }) => verdict)
    expect(lineOf(400_000)).toEqual(['ok', 'ok', 'ok'])
    expect(lineOf(400_001)).toEqual(['ok', 'ok', 'warning'])
    expect(lineOf(576_001)).toEqual(['ok', 'warning', 'warning'])
    expect(lineOf()).toEqual(['ok', 'ok', 'warning'])
    const endless = { ...calm, ...granted(100, -1) }
    const last = judgeSesAccount(endless, { ...wanted, mailsPerDay: 9e7 }, 400_000).at(-1)
    expect(last?.verdict).toBe('ok')
  })
})

const identity: SesIdentity = {
  name: domain,
  VerifiedForSendingStatus: true,
  DkimAttributes: { SigningEnabled: true, Tokens: tokens },
  MailFromAttributes: { MailFromDomain: `bounce.${domain}` } as MailFromAttributes,
}

const above = { ...identity, name: 'example' }
const unverified = { ...identity, VerifiedForSendingStatus: false }
const news = { ...identity, ConfigurationSetName: 'news' }

describe('of the sender it is told', () => {
  it.each([
    ['that somebody else made it', 'domain', identity, texts.senderOfOthers(domain)],
    ['that its records are missing', 'domain', unverified, texts.unverified(domain, 'domain')],
    ['that the domain above is not ours', 'domain', above, { text: texts.newSender(domain) }],
    ['that the address is to be made', 'address', identity, { text: texts.newSender(from) }],
    ['that nobody verified it', 'existing', undefined, texts.noSender(from, domain)],
    ['that the domain above it serves', 'existing', above, { text: texts.sender('example') }],
    ['that its own set applies', 'existing', news, texts.configurationSet(domain, 'news')],
  ] as const)('%s', (_, kind, known, said) => {
    const ours = known === unverified ? [domain] : []
    const found = judgeSender({ from, identity: kind }, { address: undefined, domain: known }, ours)
    expect(found).toContainEqual(expect.objectContaining(said))
  })
})

async function look(
  records: Record<string, Record<string, unknown[]>>,
  kind: 'domain' | 'address' | 'existing' = 'domain',
  sender: SesIdentity | 'to be made' = identity,
) {
  const known = sender === 'to be made' ? undefined : sender
  const read = await readMailDns(dnsOf({ ...wholeZone, ...records }), from, known)
  return judgeMailDns({ from, identity: kind }, read, known)
}
const dmarc = (...policies: string[]) => ({
  TXT: { ...wholeZone.TXT, [`_dmarc.${domain}`]: policies },
})
const signsFor = (name: string) => ({
  CNAME: Object.fromEntries(
    tokens.map((token) => [`${token}._domainkey.${name}`, [`${token}.dkim.amazonses.com`]]),
  ),
})
const ofAddress: SesIdentity = { name: from, VerifiedForSendingStatus: true }

describe('of the DNS of the sender it is told', () => {
  it('each record of DKIM that is missing, word for word, that bounces come back elsewhere, and not what follows', async () => {
    const [token] = tokens
    const name = `${token}._domainkey.${domain}`
    const found = await look({ CNAME: { ...wholeZone.CNAME, [name]: ['another.name'] }, MX: {} })
    expect(found).toEqual([
      blocks(dnsTexts.dkimMissing([{ name, value: `${token}.dkim.amazonses.com` }])),
      warning(dnsTexts.spfMissing(`bounce.${domain}`)),
    ])
  })

  const strict = { ...dmarc('v=DMARC1; p=reject; adkim=s; aspf=s'), ...signsFor('example') }
  const refused = (policy: string) => blocks(dnsTexts.refused(domain, policy))
  const unsigned = warning(dnsTexts.unsigned(domain))
  const several = dmarc('v=DMARC1; p=none', 'v=DMARC1; p=reject')
  it.each([
    ['two policies, so none', several, identity, blocks(dnsTexts.severalDmarc(domain))],
    ['one unmet by an address', dmarc('v=DMARC1; p=quarantine'), ofAddress, refused('quarantine')],
    ['an unsigned address', dmarc('v=DMARC1;p=none'), ofAddress, unsigned],
    ['a strict one unmet by the domain above', strict, above, refused('reject')],
  ])('%s', async (_, records, sender, said) => {
    const kind = sender === identity ? 'domain' : sender === above ? 'existing' : 'address'
    expect((await look(records, kind, sender)).at(-1)).toEqual(said)
  })

  it('nothing of a policy that is not strict, and that the domain above meets', async () => {
    const records = { ...dmarc('v=DMARC1; p=reject; aspf=s'), ...signsFor('example') }
    const found = await look(records, 'existing', above)
    expect(found.at(-1)).toMatchObject({ verdict: 'ok' })
  })

  it('the policy of the domain above, where it has one for those below', async () => {
    const TXT = { '_dmarc.example': ['v=DMARC1; p=none; sp=reject'] }
    // `example` alone is the last label: no policy stands there.
    const found = await look({ TXT }, 'address', ofAddress)
    expect(found.at(-1)).toMatchObject(dnsTexts.unsigned(domain))
    const deep = `vote@envoi.${domain}`
    const above = dnsOf({ TXT: { [`_dmarc.${domain}`]: ['v=DMARC1; p=none; sp=reject'] } })
    const read = await readMailDns(above, deep, undefined)
    const below = judgeMailDns({ from: deep, identity: 'address' }, read, undefined)
    expect(below.at(-1)).toMatchObject(dnsTexts.refused(`envoi.${domain}`, 'reject'))
  })

  it('a strict policy that the deployment will meet', async () => {
    const found = await look({ CNAME: {}, MX: {} }, 'domain', 'to be made')
    expect(found).toEqual([ok(dnsTexts.dmarc(domain, 'reject'))])
  })
})
