import type { CertificateDetail } from '@aws-sdk/client-acm'
import type { GetAccountResponse } from '@aws-sdk/client-sesv2'
import { expect, it } from 'vitest'
import { judgeMode } from '../../team/preflight/account.ts'
import { judgeConcurrency, judgeThrottle } from '../../team/preflight/capacity.ts'
import { judgeCertificate, judgeZone } from '../../team/preflight/domain.ts'
import { judgeDmarc, judgeSender, judgeSesAccount, type Sender } from '../../team/preflight/mail.ts'
import {
  judgeCodes,
  judgeCountryRules,
  judgeReceiptRole,
  judgeSpend,
} from '../../team/preflight/sms.ts'
import { domain, senderOf } from './aws-account.ts'

it.each([
  ['a rehearsal that was not wiped blocks the vote', 'vote', 'rehearsal', ['blocker']],
  ['the vote’s roll blocks a rehearsal', 'rehearsal', 'vote', ['blocker']],
  ['a rehearsal on empty tables is a warning', 'rehearsal', undefined, ['warning']],
  ['a rehearsal that goes on is a warning', 'rehearsal', 'rehearsal', ['warning']],
  ['the vote’s roll serves the vote', 'vote', 'vote', ['ok']],
  ['nothing is said of empty tables before the vote', 'vote', undefined, []],
] as const)('%s', (_, mode, imported, verdicts) => {
  expect(judgeMode(mode, imported).map(({ verdict }) => verdict)).toEqual(verdicts)
})

const granted = (MaxSendRate: number, Max24HourSend: number) => ({
  SendQuota: { MaxSendRate, Max24HourSend },
})
const calm: GetAccountResponse = {
  ...{ ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'HEALTHY' },
  ...granted(20, 1_000_000),
}
const openings = { DashboardAttributes: { EngagementMetrics: 'ENABLED' } } as const

it.each([
  ['is calm', {}, ['ok', 'ok']],
  ['is in the sandbox', { ProductionAccessEnabled: false }, ['blocker', 'ok']],
  ['was shut down', { EnforcementStatus: 'SHUTDOWN' }, ['ok', 'blocker', 'ok']],
  ['was stopped', { SendingEnabled: false }, ['ok', 'blocker', 'ok']],
  ['is on probation', { EnforcementStatus: 'PROBATION' }, ['ok', 'warning', 'ok']],
  ['has a rate below the file’s', granted(19.5, 1_000_000), ['ok', 'blocker']],
  ['has a quota below the file’s', granted(20, 999_999), ['ok', 'blocker']],
  ['has no quota', granted(20, -1), ['ok', 'ok']],
  ['counts openings', { VdmAttributes: { ...openings } as never }, ['ok', 'ok', 'warning']],
])('preflight judges an account that %s at SES', (_, changes, verdicts) => {
  const file = { mailsPerSecond: 20, mailsPerDay: 1_000_000 }
  const found = judgeSesAccount({ ...calm, ...changes }, file)
  expect(found.map(({ verdict }) => verdict)).toEqual(verdicts)
})

const from = `vote@${domain}`
const ofDomain = senderOf(domain)
const above = senderOf('example')
const unverified = { ...ofDomain, VerifiedForSendingStatus: false }
const ofAddress: Sender = { name: from, VerifiedForSendingStatus: true }

it.each([
  ['is to be made', 'domain', undefined, false, 'ok'],
  ['is verified', 'domain', ofDomain, true, 'ok'],
  ['is not verified', 'domain', unverified, true, 'blocker'],
  ['the first deployment cannot make again', 'domain', ofDomain, false, 'blocker'],
  ['the first deployment cannot make again', 'address', ofAddress, false, 'blocker'],
  ['is the domain above', 'existing', above, false, 'ok'],
  ['is nobody’s', 'existing', undefined, false, 'blocker'],
] as const)('preflight judges a sender that %s (%s)', (_, identity, sender, deployed, verdict) => {
  expect(judgeSender({ from, identity }, sender, deployed)).toMatchObject({ verdict })
})

it('the finding on an unverified domain lists its DNS records', () => {
  const { remedy } = judgeSender({ from, identity: 'domain' }, unverified, true)
  expect(remedy).toContain(`aaa._domainkey.${domain} CNAME aaa.dkim.amazonses.com`)
})

const strict = 'v=DMARC1; p=reject; adkim=s; aspf=s'
const unsigned = { ...above, DkimAttributes: { Status: 'FAILED' } } as const

it.each([
  ['met by the sender', strict, ofDomain, 'ok', 'p=reject'],
  ['that the deployment will meet', strict, undefined, 'ok', 'p=reject'],
  ['that is not there', undefined, ofDomain, 'warning', domain],
  ['unmet by an address', 'v=DMARC1; p=quarantine', ofAddress, 'blocker', 'p=quarantine'],
  ['that asks for nothing, unmet', 'v=DMARC1;p=none', ofAddress, 'warning', 'p=none'],
  ['that is strict, unmet by the domain above', strict, above, 'blocker', 'p=reject'],
  ['met by the domain above', 'v=DMARC1; p=reject; aspf=s', above, 'ok', 'p=reject'],
  ['met by the domain that bounces come back to', 'v=DMARC1; p=reject', unsigned, 'ok', 'p=reject'],
])('preflight judges a DMARC policy %s', (_, policy, sender, verdict, said) => {
  const identity = sender === undefined ? 'domain' : 'existing'
  const dmarc = policy === undefined ? undefined : { name: domain, policy }
  const found = judgeDmarc({ from, identity }, sender, dmarc)
  expect(found).toMatchObject({ verdict, text: expect.stringContaining(said) })
})

it('the policy of a parent domain applies by its tag for subdomains', () => {
  const policy = 'v=DMARC1; p=none; sp=reject'
  const judge = (sender: string) =>
    judgeDmarc({ from: sender, identity: 'address' }, undefined, { name: domain, policy }).verdict
  expect([judge(from), judge(`vote@envoi.${domain}`)]).toEqual(['warning', 'blocker'])
})

it.each([
  ['that we raise', 1, 800, 800, 'ok'],
  ['that AWS refuses', 1, 799, 800, 'blocker'],
  ['that is higher already', 801, 1, 800, 'ok'],
  ['that the file does not name', 1, 1, undefined, 'ok'],
])('preflight judges a spend limit %s', (_, now, most, wanted, verdict) => {
  expect(judgeSpend(now, most, wanted)).toMatchObject({ verdict })
})

it.each([
  [false, 1, []],
  // 1,000 codes cost 80 USD: four such days take the month's limit.
  [true, 320, ['ok']],
  [true, 319, ['warning']],
])('codes for known phones (%s) are priced, at %i USD a month', (knownPhones, limit, verdicts) => {
  const found = judgeCodes({ knownPhones, smsDailyCap: 4000 }, limit)
  expect(found.map(({ verdict }) => verdict)).toEqual(verdicts)
})

it('blocked and filtered territories of the election are reported, and no others', () => {
  const bars = { ProtectStatus: 'BLOCK' } as const
  const filters = { ProtectStatus: 'FILTER' } as const
  const rules = { FR: { ProtectStatus: 'ALLOW' } as const, RE: bars, NC: filters, US: bars }
  const found = judgeCountryRules(rules, ['FR', 'RE', 'NC', 'WF'])
  expect(found).toMatchObject([
    { verdict: 'blocker', text: expect.stringMatching(/ RE,/) },
    { verdict: 'warning', text: expect.stringMatching(/ NC /) },
  ])
  expect(judgeCountryRules({}, ['FR'])).toMatchObject([{ verdict: 'ok' }])
})

it('a receipt role of another application is a warning', () => {
  const role = (name: string) => `arn:aws:iam::1:role/${name}`
  expect(judgeReceiptRole(role('ReassortSms-SmsLogWriter-1'))).toEqual([])
  expect(judgeReceiptRole(role('Theirs'))).toMatchObject([{ verdict: 'warning' }])
})

// At these rates the senders reserve 34 concurrent executions, and Lambda requires 100 unreserved.
it.each([
  ['enough for a first morning', 500, 500, 'ok'],
  ['of which other elections leave enough', 500, 500, 'ok', 134],
  ['of which other elections leave too little', 500, 500, 'blocker', 133],
  ['of which it has its own part already', 500, 500, 'ok', 133, true],
  ['less than the file counts on', 500, 501, 'blocker'],
  ['too few for a first morning', 499, 134, 'warning'],
  ['too few for the senders to have a part', 133, 10, 'blocker'],
  ['too few, in a file that does not say', 10, undefined, 'blocker'],
] as const)('preflight judges Lambda’s concurrency, %s', (...row) => {
  const [, ConcurrentExecutions, lambdaConcurrency, verdict, free, isDeployed] = row
  const file = { smsPerSecond: 10, mailsPerSecond: 14, lambdaConcurrency }
  const limit = { ConcurrentExecutions, UnreservedConcurrentExecutions: free }
  expect(judgeConcurrency(limit, file, isDeployed)).toMatchObject({ verdict })
})

it('a limit of API Gateway below the sum of the routes is a warning', () => {
  const verdicts = [6540, 6539].map((granted) => judgeThrottle(granted, 6540).verdict)
  expect(verdicts).toEqual(['ok', 'warning'])
})

const zone = { id: 'Z1', name: domain }

it.each([
  ['answers', ['ns-1', 'ns-2'], ['ns-2'], 'ok'],
  ['is nobody’s, or private', undefined, ['ns-2'], 'blocker'],
  ['is not the one that answers', ['ns-1'], ['ns-2'], 'blocker'],
])('preflight judges a zone that %s', (_, own, servers, verdict) => {
  expect(judgeZone(zone, own, servers)).toMatchObject({ verdict })
})

const imported = { Type: 'IMPORTED' } as const

it.each([
  ['of AWS', '2026-12-10T16:00:01Z', {}, 'ok'],
  ['of AWS, which renews it', '2026-12-10T16:00:00Z', {}, 'warning'],
  ['that was imported', '2026-12-10T16:00:00Z', imported, 'blocker'],
])(
  'preflight judges a certificate %s that ends at %s',
  (_, end, type: CertificateDetail, verdict) => {
    const closing = new Date('2026-12-10T16:00:00Z')
    const found = judgeCertificate({ NotAfter: new Date(end), ...type }, closing)
    expect(found).toMatchObject({ verdict })
  },
)
