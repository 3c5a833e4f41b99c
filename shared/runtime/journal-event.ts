import type { MetricName } from '../domain/metric-names.ts'
import type { HoldCause } from '../domain/reissue/reissue.ts'
import { metricsNamespace } from './resources.ts'

/** Events that functions may log. No field may hold a phone number, a voter's code or an e-mail address. */
export type JournalEvent = CountedEvent | UncountedEvent

export type CountedEvent =
  | { event: 'session.opened' }
  | { event: 'session.refused' }
  | { event: 'booth.opened' }
  | { event: 'booth.refused' }
  | { event: 'identifier.used'; reissueId: string; territory: string }
  | { event: 'reissue.accepted'; reissueId: string; territory: string }
  | { event: 'reissue.refused'; reason: string }
  | {
      event: 'identifier.sent'
      reissueId: string
      messageId: string
      territory: string
      seconds: number
      inTime: boolean
    }
  | { event: 'sms.not-taken'; reissueId: string; why: string }
  | { event: 'sms.held'; reissueId: string; until: string; by: HoldCause | undefined }
  | { event: 'breaker.open'; open: string[] }
  | { event: 'sms.late'; count: number }
  | { event: 'ledger.unread'; streams: number }
  | { event: 'sms.failing'; territory: string; receipts: number; failed: number }
  | { event: 'receipts.missing'; handedOver: number }
  | { event: 'sms.before-its-mail'; reissueId: string; bounced: boolean }
  | { event: 'receipts.collected'; count: number; unreadable: number }
  | { event: 'receipt.recorded'; reissueId: string; territory: string; failure?: string }
  | { event: 'sms.reported-missing'; reissueId: string; state: string }
  | { event: 'reissue.cancelled'; reissueId: string }
  | { event: 'reissue.withdrawn'; reissueId: string }
  | { event: 'reissue-mail.sent'; reissueId: string; news: string }
  | { event: 'mail.waits'; kind: 'cancel-link' | 'news'; waitedSeconds: number }
  | { event: 'mail.not-taken'; why: string; waitedSeconds: number }
  | { event: 'mail.failed'; why: string; isFinal: boolean; reissueId?: string }
  | { event: 'mail.refused-by-domain'; domain: string; voters: number }
  | { event: 'account-mail.handled'; news: string; mailing: string }
  | { event: 'link.handled'; mailing: string; waitedSeconds: number }
  | { event: 'password.set' }

type UncountedEvent =
  | { event: 'session.closed' | 'session.others-closed' }
  | { event: 'session.all-closed' | 'session.all-closing-refused' }
  | { event: 'captcha.shown' | 'link.requested' | 'origin.refused' | 'site.refused' }
  | { event: 'staff.signed-out' | 'file-code.created' | 'file.refused' }
  | { event: 'use.not-recorded' | 'queue.put.failed'; reissueId: string; error: string }
  | { event: 'reissue.requeued'; reissueId: string; obligation: string }
  | { event: 'account-mail.put.failed'; news: string; error: string }
  | { event: 'taken-phone.unnoted' | 'receipts.failed' | 'sweep.failed'; error: string }
  | { event: 'ledger.failed' | 'ledger-head.failed'; error: string }
  | { event: 'file.acted-on'; action: string; outcome: 'done' | 'again' | 'asked' }
  | { event: 'file-action.refused' | 'expected-time.unsure'; why: string }
  | { event: 'identifier.refused'; reissueId: string; failure: string }
  | { event: 'breaker.changed'; open: string[] }
  | { event: 'receipt.dropped'; messageId: string; why: 'unchanged' | 'phone-sms' | 'unknown' }
  | { event: 'cancellation.refused' | 'withdrawal.refused' | 'password.refused'; reason: string }
  | { event: 'mail-event.dropped'; why: 'former' | 'unknown' | 'unchanged' | 'no-failure' }
  | { event: 'service.restarted'; started: number }
  | { event: 'team.answered'; compute: string; role?: string }
  | { event: 'team.refused'; compute: string; why: string }
  | { event: 'team.failed'; error: string; frames: string[] }
  | {
      event: 'message.dropped'
      reissueId: string
      why: 'absent' | 'over' | 'refused' | 'waits'
    }
  | { event: 'phone.code-requested' }
  | { event: 'phone-sms.handled'; sms: string; sending: string }
  | { event: 'phone.changed'; change: 'confirmed' | 'removed' | 'undone' }
  | { event: 'phone.refused'; reason: string }
  | { event: 'message.returned'; queueMessageId: string; why: string; frames?: string[] }
  | { event: 'message.hiding.failed'; queueMessageId: string; error: string }
  | {
      event: 'request.failed'
      route: string
      requestId: string
      code: string
      error: string
      frames: string[]
    }
  | { event: 'ledger.written'; segment: number; number: number; entries: number }
  | { event: 'ledger-head.signed'; number: number; interventions: number }
  | { event: 'ledger-head.mailed'; number: number; mails: number; refused: number }
  | { event: 'sms-attributes.set'; request: string; resource: string }
  | { event: 'sms-attributes.failed'; request: string; resource: string; error: string }
  | { event: 'staff.signed-in' | 'file.opened'; role: string }
  | { event: 'staff.refused'; why: 'authorization' | 'code' | 'token' | 'unlisted' }
  | { event: 'staff.provider-failed'; why: string }
  | { event: 'watch.unread'; part: string; error: string }

export type EventName = JournalEvent['event']

/** CloudWatch bills each combination of dimension values as a metric. Dimensions must not identify anybody. */
const dimensions: { readonly [Name in MetricName]?: readonly (readonly string[])[] } = {
  ReissuesAccepted: [[], ['territory']],
  IdentifiersUsed: [[], ['territory']],
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
    // The metric's average is the share of SMS that left by their expected time.
    PromisesKept: inTime ? 1 : 0,
  }),
  'sms.not-taken': countOne('SmsNotTaken'),
  // Only the daily cap counts: pauses and territories' caps are deliberate, and the breaker has its own metric.
  'sms.held': ({ by }) => (by === 'daily-cap' ? { SmsHeld: 1 } : {}),
  'breaker.open': ({ open }) => ({ OpenCircuits: open.length }),
  'sms.late': ({ count }) => ({ SmsLate: count }),
  'sms.failing': countOne('FailingTerritories'),
  'receipts.missing': ({ handedOver }) => ({ ReceiptsMissing: handedOver }),
  // A bounce is not an outage, and AddressesRefusing already counts it.
  'sms.before-its-mail': ({ bounced }) => (bounced ? {} : { SmsBeforeMail: 1 }),
  'receipts.collected': ({ unreadable }) =>
    unreadable > 0 ? { ReceiptsUnreadable: unreadable } : {},
  'receipt.recorded': ({ failure }) => ({
    SmsDelivered: failure ? 0 : 1,
    ...(failure === 'service-limit' && { SmsUnpaid: 1 }),
  }),
  'sms.reported-missing': countOne('SmsReportedMissing'),
  'reissue-mail.sent': ({ news }) =>
    countsAsCancelLink(news) ? { StopLinksMailed: 1 } : { NewsMailed: 1 },
  'mail.waits': ({ waitedSeconds }) => ({ MailWaitSeconds: waitedSeconds }),
  'mail.not-taken': ({ waitedSeconds }) => ({ MailsNotTaken: 1, MailWaitSeconds: waitedSeconds }),
  'mail.failed': ({ isFinal }) => (isFinal ? { AddressesRefusing: 1 } : {}),
  'mail.refused-by-domain': countOne('RefusingDomains'),
  'account-mail.handled': ({ mailing }) => (mailing === 'mailed' ? { NewsMailed: 1 } : {}),
  'link.handled': ({ mailing, waitedSeconds }) => {
    switch (mailing) {
      case 'mailed':
        return { LinksMailed: 1, LinkWaitSeconds: waitedSeconds }
      case 'no-token':
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

const countsAsCancelLink = (kind: string) =>
  ['asked', 'service-limit', 'paused', 'daily-cap', 'territory-cap'].includes(kind)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export function embeddedMetrics(event: JournalEvent, at: Date): object {
  const Namespace = metricsNamespace()
  const measure = (measures as MeasureFunctions)[event.event]
  const values = (Namespace && measure?.(event)) || {}
  const names = Object.keys(values) as MetricName[]
  if (names.length === 0) return {}
  const CloudWatchMetrics = names.map((Name) => ({
    Namespace,
    Dimensions: dimensionsOf(Name),
    Metrics: [{ Name }],
  }))
  return { _aws: { Timestamp: at.getTime(), CloudWatchMetrics }, ...values }
}

type MeasureFunctions = { readonly [Name in EventName]?: (event: JournalEvent) => Measures }
