import type { MetricName } from '../domain/metric-names.ts'
import type { CountedEvent, EventName, JournalEvent } from './journal-event.ts'
import { metricsNamespace } from './resources.ts'

/** Event fields by which CloudWatch splits a metric, at 0.30 USD a month per combination. They identify nobody. */
const dimensions: { readonly [Name in MetricName]?: readonly (readonly string[])[] } = {
  ReissuesAccepted: [[], ['territory']],
  IdentifiersUsed: [[], ['territory']],
  // From request to hand-over to SNS. The sample count is the number of SMS.
  HandoverSeconds: [[], ['territory']],
  ReissuesRefused: [[], ['reason']],
  SmsDelivered: [['territory']],
}

export function dimensionsOf(name: MetricName): readonly (readonly string[])[] {
  return dimensions[name] ?? [[]]
}

type Measures = Partial<Record<MetricName, number>>

const countOne = (name: MetricName) => (): Measures => ({ [name]: 1 })

const measures: {
  readonly [Name in CountedEvent['event']]: (
    event: Extract<CountedEvent, { event: Name }>,
  ) => Measures
} = {
  'session.opened': countOne('SessionsOpened'),
  'session.refused': countOne('SessionsRefused'),
  'booth.opened': countOne('BoothsOpened'),
  'booth.refused': countOne('BoothsRefused'),
  'identifier.used': countOne('IdentifiersUsed'),
  'reissue.accepted': countOne('ReissuesAccepted'),
  'reissue.refused': countOne('ReissuesRefused'),
  'reissue.cancelled': countOne('ReissuesCancelled'),
  'reissue.withdrawn': countOne('ReissuesCancelled'),
  'identifier.sent': ({ seconds, inTime }) => ({
    HandoverSeconds: seconds,
    // Averages to the share of kept promises.
    PromisesKept: inTime ? 1 : 0,
  }),
  'sms.not-taken': countOne('SmsNotTaken'),
  // No alarm: the team chose the cap of a territory.
  'sms.held': ({ by }) => (by === 'daily-cap' ? { SmsHeld: 1 } : {}),
  'breaker.open': ({ open }) => ({ OpenCircuits: open.length }),
  'sms.late': ({ count }) => ({ SmsLate: count }),
  'sms.failing': countOne('FailingTerritories'),
  'receipts.missing': ({ handedOver }) => ({ ReceiptsMissing: handedOver }),
  // A bounce is no outage; AddressesRefusing counts it.
  'sms.before-its-mail': ({ bounced }) => (bounced ? {} : { SmsBeforeMail: 1 }),
  'receipts.collected': ({ unreadable }) =>
    unreadable > 0 ? { ReceiptsUnreadable: unreadable } : {},
  'receipt.recorded': ({ failure }) => ({
    SmsDelivered: failure ? 0 : 1,
    ...(failure === 'service-limit' && { SmsUnpaid: 1 }),
  }),
  'sms.reported-missing': countOne('SmsReportedMissing'),
  'reissue-mail.sent': ({ news }) =>
    isStopLinkMail(news) ? { StopLinksMailed: 1 } : { NewsMailed: 1 },
  'mail.waits': ({ waitedSeconds }) => ({ MailWaitSeconds: waitedSeconds }),
  'mail.not-taken': ({ waitedSeconds }) => ({ MailsNotTaken: 1, MailWaitSeconds: waitedSeconds }),
  'mail.failed': ({ isFinal }) => (isFinal ? { AddressesRefusing: 1 } : {}),
  'mail.refused-by-domain': countOne('RefusingDomains'),
  'account-mail.handled': ({ mailing }) => (mailing === 'mailed' ? { NewsMailed: 1 } : {}),
  'link.handled': ({ mailing, waitedSeconds }) => {
    switch (mailing) {
      case 'mailed':
        return { LinksMailed: 1, LinkWaitSeconds: waitedSeconds }
      case 'no-turn':
        return { LinkWaitSeconds: waitedSeconds }
      case 'no-budget':
      case 'no-more-today':
        return { LinksBeyondBudget: 1 }
      default:
        return {}
    }
  },
  'password.set': countOne('PasswordsSet'),
  'ledger.unread': ({ streams }) => ({ StreamsUnread: streams }),
}

const isStopLinkMail = (news: string) => ['asked', 'held', 'stopped', 'paused'].includes(news)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export function embeddedMetrics(event: JournalEvent, at: Date): object {
  const Namespace = metricsNamespace()
  const measure = (measures as Measurers)[event.event]
  const measured = (Namespace && measure?.(event)) || {}
  const names = Object.keys(measured) as MetricName[]
  if (names.length === 0) return {}
  const CloudWatchMetrics = names.map((Name) => ({
    Namespace,
    Dimensions: dimensionsOf(Name),
    Metrics: [{ Name }],
  }))
  return { _aws: { Timestamp: at.getTime(), CloudWatchMetrics }, ...measured }
}

type Measurers = { readonly [Name in EventName]?: (event: JournalEvent) => Measures }
