import { describe, expect, it } from 'vitest'
import { metricOf, metricStore } from '../../local/metrics.ts'
import type { JournalEvent } from '../../shared/runtime/journal-event.ts'
import { metricValuesOf } from '../builders/metric-values.ts'
import { evaluateAlarm, minute } from '../engines/alarms.ts'
import { alarms } from './templates.ts'

const reissueId = '8b606725-5ce0-4517-a16e-162a92a56f76'
const times = (count: number, event: JournalEvent) => Array<JournalEvent>(count).fill(event)
const receipt = { event: 'receipt.recorded', reissueId, territory: 'FR' } as const
const link = (mailing: string, waitedSeconds: number) =>
  ({ event: 'link.handled', mailing, waitedSeconds }) as const
const missed = { event: 'sms.reported-missing', reissueId, state: 'sent' } as const
const held = { event: 'sms.held', reissueId, until: '' } as const
const notTaken = { event: 'sms.not-taken', reissueId, why: 'Throttled' } as const
const waits = (waitedSeconds: number) =>
  ({ event: 'mail.waits', kind: 'news', waitedSeconds }) as const
const refused = (waitedSeconds: number) =>
  ({ event: 'mail.not-taken', why: 'Throttling', waitedSeconds }) as const

const refusal = { event: 'session.refused' } as const
const opened = { event: 'session.opened' } as const

const cases: [alarm: string, loud: JournalEvent[], quiet: JournalEvent[]][] = [
  ['DailyCap', [{ ...held, by: 'daily-cap' }], [notTaken, { ...held, by: 'territory-cap' }]],
  ['StoppedSms', [{ ...receipt, failure: 'service-limit' }], [{ ...receipt, failure: 'blocked' }]],
  ['RefusingCarrier', times(51, notTaken), times(50, notTaken)],
  ['MissedSms', times(51, missed), times(50, missed)],
  [
    'StoppedSms',
    [{ event: 'breaker.open', open: ['account'] }],
    [{ event: 'breaker.changed', open: ['account'] }],
  ],
  ['LateSms', [{ event: 'sms.late', count: 1 }], [{ event: 'reissue.withdrawn', reissueId }]],
  [
    'FailingTerritory',
    [{ event: 'sms.failing', territory: 'PF', receipts: 20, failed: 12 }],
    [{ ...receipt, failure: 'blocked' }],
  ],
  ['MissingReceipts', [{ event: 'receipts.missing', handedOver: 10 }], [receipt]],
  [
    'UnconfirmedSms',
    [{ event: 'sms.before-its-mail', reissueId, bounced: false }],
    [
      { event: 'reissue.withdrawn', reissueId },
      { event: 'sms.before-its-mail', reissueId, bounced: true },
    ],
  ],
  [
    'LostReceipts',
    [{ event: 'receipts.collected', count: 5, unreadable: 1 }],
    [{ event: 'receipts.collected', count: 5, unreadable: 0 }],
  ],
  ['LateMails', [link('mailed', 1801)], [link('mailed', 1800), link('no-budget', 9999)]],
  ['LateMails', [waits(1801)], [waits(1800)]],
  ['LateMails', [refused(1801)], [refused(1800)]],
  ['RefusedMails', times(4, refused(60)), times(3, refused(60))],
  [
    'RefusingDomain',
    [{ event: 'mail.refused-by-domain', domain: 'academie.example', voters: 10 }],
    [{ event: 'mail.failed', why: 'refused', isFinal: true }],
  ],
  [
    'SilentLedger',
    [{ event: 'ledger.unread', streams: 1 }],
    [{ event: 'ledger.failed', error: 'TimeoutError' }],
  ],
  ['RefusedSignIns', times(101, refusal), times(100, refusal)],
  [
    'RefusedSignIns',
    [...times(201, refusal), ...times(200, opened)],
    [...times(200, refusal), ...times(200, opened)],
  ],
  ['NoLinkBudget', [link('no-budget', 9999)], [link('too-many', 9999)]],
  ['NoLinkBudget', [link('no-more-today', 9999)], [link('no-token', 60)]],
  [
    'NoMail',
    [refused(60)],
    [refused(60), { event: 'reissue-mail.sent', reissueId, news: 'asked' }],
  ],
  ['NoMail', [refused(60)], [refused(60), link('mailed', 60)]],
  [
    'NoMail',
    [refused(60)],
    [refused(60), { event: 'account-mail.handled', news: 'password-set', mailing: 'mailed' }],
  ],
]

function goesOff(name: string, events: readonly JournalEvent[]): boolean {
  const settings = alarms.get(name) ?? expect.fail(`There is no alarm ${name}`)
  const stack = name === 'LostReceipts' ? 'ReassortSms' : 'Reassort'
  const metrics = metricStore()
  const at = Date.now() - minute
  for (const { MetricStat } of settings.Metrics ?? []) {
    const metric = metricOf(MetricStat?.Metric ?? {})
    if (metric.name === 'Invocations') metrics.put({ ...metric, value: 1, at })
  }
  for (const value of metricValuesOf(events, stack)) metrics.put({ ...value, at })
  const atOnce = { ...settings, EvaluationPeriods: 1, DatapointsToAlarm: 1 }
  return evaluateAlarm(atOnce, metrics).value === 'ALARM'
}

describe('an alarm on logged events', () => {
  it.each(cases)('rings for its own events, and for no others: %s', (name, loud, quiet) => {
    expect(goesOff(name, loud)).toBe(true)
    expect(goesOff(name, quiet)).toBe(false)
  })

  it('has a case in this table', () => {
    const ours = (properties: object) => /"Namespace":"Reassort/.test(JSON.stringify(properties))
    const onEvents = [...alarms].filter(([, properties]) => ours(properties)).map(([name]) => name)
    expect(onEvents.sort()).toEqual([...new Set(cases.map(([name]) => name))].sort())
  })
})
