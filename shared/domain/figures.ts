import type { AlarmOn } from './alarm-names.ts'
import type { ElectionMode } from './election-mode.ts'

/** Of every metric of an election's own: a rehearsal's are never counted with the vote's. */
export function metricsNamespaceOf(stack: string, election: { mode: ElectionMode }): string {
  return election.mode === 'rehearsal' ? `${stack}-Rehearsal` : stack
}

/** All metrics of ours. No function needs the list. */
export const metricNames = [
  'SessionsOpened',
  'SessionsRefused',
  'BoothsOpened',
  'BoothsRefused',
  'ReissuesAccepted',
  'ReissuesRefused',
  'ReissuesCancelled',
  'IdentifiersUsed',
  'HandoverSeconds',
  'PromisesKept',
  'SmsDelivered',
  'SmsUnpaid',
  'SmsNotTaken',
  'SmsHeld',
  'SmsBeforeMail',
  'SmsReportedMissing',
  'SmsLate',
  'OpenCircuits',
  'FailingTerritories',
  'ReceiptsMissing',
  'ReceiptsUnreadable',
  'StopLinksMailed',
  'LinksMailed',
  'NewsMailed',
  'MailsNotTaken',
  'AddressesRefusing',
  'RefusingDomains',
  'MailWaitSeconds',
  'LinksBeyondBudget',
  'LinkWaitSeconds',
  'PasswordsSet',
  'StreamsUnread',
] as const

export type MetricName = (typeof metricNames)[number]

export type Statistic = 'Sum' | 'Average' | 'Maximum' | 'SampleCount' | 'p50' | 'p95'

export interface Figure {
  metric: string
  statistic: Statistic
  /** Absent: of our own, the stack's name. */
  namespace?: string
}

/**
 * What the team watches, on the dashboard in CloudWatch and by `npm run watch`. Those that the dashboard shows have
 * their labels in `dashboardTexts`, under the same names.
 */
export const ownFigures = {
  opened: { metric: 'SessionsOpened', statistic: 'Sum' },
  refused: { metric: 'SessionsRefused', statistic: 'Sum' },
  passwords: { metric: 'PasswordsSet', statistic: 'Sum' },
  boothOpened: { metric: 'BoothsOpened', statistic: 'Sum' },
  boothRefused: { metric: 'BoothsRefused', statistic: 'Sum' },
  identifiersUsed: { metric: 'IdentifiersUsed', statistic: 'Sum' },
  accepted: { metric: 'ReissuesAccepted', statistic: 'Sum' },
  requestsRefused: { metric: 'ReissuesRefused', statistic: 'Sum' },
  // From the e-mail, or taken back for a wrong number.
  cancelled: { metric: 'ReissuesCancelled', statistic: 'Sum' },
  // There is a value for each SMS.
  sent: { metric: 'HandoverSeconds', statistic: 'SampleCount' },
  half: { metric: 'HandoverSeconds', statistic: 'p50' },
  mostOf: { metric: 'HandoverSeconds', statistic: 'p95' },
  kept: { metric: 'PromisesKept', statistic: 'Average' },
  inTime: { metric: 'PromisesKept', statistic: 'Sum' },
  // 1 for each receipt that says so, 0 for each that does not.
  delivered: { metric: 'SmsDelivered', statistic: 'Sum' },
  receipts: { metric: 'SmsDelivered', statistic: 'SampleCount' },
  deliveredShare: { metric: 'SmsDelivered', statistic: 'Average' },
  // Counted every minute: the sum of five would be five times as many.
  late: { metric: 'SmsLate', statistic: 'Maximum' },
  circuits: { metric: 'OpenCircuits', statistic: 'Maximum' },
  held: { metric: 'SmsHeld', statistic: 'Sum' },
  notTaken: { metric: 'SmsNotTaken', statistic: 'Sum' },
  missed: { metric: 'SmsReportedMissing', statistic: 'Sum' },
  stopLinks: { metric: 'StopLinksMailed', statistic: 'Sum' },
  links: { metric: 'LinksMailed', statistic: 'Sum' },
  news: { metric: 'NewsMailed', statistic: 'Sum' },
  linkWait: { metric: 'LinkWaitSeconds', statistic: 'Maximum' },
  mailWait: { metric: 'MailWaitSeconds', statistic: 'Maximum' },
  mailsNotTaken: { metric: 'MailsNotTaken', statistic: 'Sum' },
  beyondBudget: { metric: 'LinksBeyondBudget', statistic: 'Sum' },
  refusingAddresses: { metric: 'AddressesRefusing', statistic: 'Sum' },
} as const satisfies Record<string, Figure & { metric: MetricName }>

/** Of the account in its region: whatever else it does counts too. */
export const accountFigures = {
  mails: { namespace: 'AWS/SES', metric: 'Send', statistic: 'Sum' },
  bounces: { namespace: 'AWS/SES', metric: 'Reputation.BounceRate', statistic: 'Maximum' },
  complaints: { namespace: 'AWS/SES', metric: 'Reputation.ComplaintRate', statistic: 'Maximum' },
  spent: { namespace: 'AWS/SNS', metric: 'SMSMonthToDateSpentUSD', statistic: 'Maximum' },
  // What is reserved for the senders included.
  running: { namespace: 'AWS/Lambda', metric: 'ClaimedAccountConcurrency', statistic: 'Maximum' },
} as const satisfies Record<string, Figure>

export type OwnFigure = keyof typeof ownFigures
export type AccountFigure = keyof typeof accountFigures

/** Of a limit: AWS takes days to raise one. */
export const warnedShare = 0.8

export interface Figures {
  /**
   * What is told of sums, or of how many values there were.
   * @param tell is run twice: first all that it sums is nothing, so that it is known what to ask
   * @throws Error when CloudWatch did not tell one of them
   */
  told<Told>(span: { from: Date; to: Date }, tell: (sum: SumOf) => Told): Promise<Told>
  alarms(): Promise<{ watched: number; on: AlarmOn[] }>
}

export type SumOf = (figure: Figure, of?: Readonly<Record<string, string>>) => number
