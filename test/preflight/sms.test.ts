import { expect, it } from 'vitest'
import { preflightTexts } from '../../shared/texts/preflight/preflight-command.ts'
import { smsTexts as texts } from '../../shared/texts/preflight/sms.ts'
import { blocks, ok, unknown, warning } from '../../team/preflight/finding.ts'
import {
  judgeCountryRules,
  judgeReceiptLogs,
  judgeReceiptRole,
  judgeSpend,
} from '../../team/preflight/sms.ts'

const action = 'sms-voice:DescribeSpendLimits'
const unread = { unread: { action, why: 'no-right', error: 'AccessDenied' } } as const
const most = (value: number) => ({ value })

it.each([
  ['that we raise', 1, most(800), 800, 10_000, ok(texts.spendRaised(1, 800, 10_000))],
  ['that AWS refuses', 1, most(799), 800, 10_000, blocks(texts.spendNotGranted(799, 800))],
  ['that is not read', 1, unread, 800, 10_000, unknown(preflightTexts.lacksRight(action))],
  ['too low', 800, unread, 0, 10_001, blocks(texts.spendTooLow(800, 10_000, 10_001, 801))],
  ['for SMS untold', 1, unread, 1, undefined, warning(texts.smsUnknown(texts.spend(1, 12)))],
])('of what SNS may spend it is told: a limit %s', (_, now, granted, wanted, expected, finding) => {
  expect(judgeSpend(now, granted, wanted || undefined, expected)).toEqual([finding])
})

it('an account that bars a territory of the election is told, and no other', () => {
  const bars = { ProtectStatus: 'BLOCK' } as const
  const filters = { ProtectStatus: 'FILTER' } as const
  const rules = { FR: { ProtectStatus: 'ALLOW' } as const, RE: bars, NC: filters, US: bars }
  expect(judgeCountryRules(rules, ['FR', 'RE', 'NC', 'WF'])).toEqual([
    blocks(texts.territoriesBlocked(['RE'])),
    warning(texts.territoriesFiltered(['NC'])),
  ])
  expect(judgeCountryRules({}, ['FR'])).toEqual([ok(texts.territories)])
})

it('receipts that somebody else reads are told', () => {
  const role = (name: string) => `arn:aws:iam::1:role/${name}`
  expect(judgeReceiptRole(role('ReassortSms-SmsLogWriter-1'), 'ReassortSms')).toEqual([])
  expect(judgeReceiptRole(role('Theirs'), 'ReassortSms')).toEqual([
    warning(texts.receiptsOfOthers('arn:aws:iam::1:role/Theirs')),
  ])
})

it('a log of receipts with two subscriptions of others stops the deployment, one with ours does not', () => {
  const [ours, a, b] = ['collect', 'a', 'b'].map((name) => `arn:aws:lambda:r:1:function:${name}`)
  const logs = (...destinations: (string | undefined)[]) => [
    { name: 'sns', destinations: destinations.map(String) },
  ]
  expect(judgeReceiptLogs(logs(a, b), 'collect')).toEqual([blocks(texts.logsTaken('sns'))])
  expect(judgeReceiptLogs(logs(ours, b), 'collect')).toEqual([ok(texts.logsFree)])
})
