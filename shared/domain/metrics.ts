import type { MetricName } from './metric-names.ts'

export type Statistic = 'Sum' | 'Average' | 'Maximum' | 'SampleCount' | 'p50' | 'p95'

/** A metric with the statistic that is read of it. */
export interface MetricStat {
  metric: string
  statistic: Statistic
  /** Absent: of our own, the stack's name. */
  namespace?: string
}

/** What the team watches; what each is called stands in `metricTexts`, under the same name. */
export const ownMetrics = {
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
} as const satisfies Record<string, MetricStat & { metric: MetricName }>

export type OwnMetric = keyof typeof ownMetrics

export interface MetricQuery {
  stat: MetricStat
  /** Length of the periods that it is counted in. */
  seconds: number
  of?: Readonly<Record<string, string>>
}

/** What was counted in the period that begins then. */
export interface MetricPoint {
  at: Date
  value: number
}

export interface Metrics {
  /**
   * @returns the points of each query, in their order, the oldest first
   * @throws Error when one of them could not be read: it must not be taken for nothing
   */
  read(
    queries: readonly MetricQuery[],
    span: { from: Date; to: Date },
  ): Promise<readonly MetricPoint[][]>
}

export const totalOf = (points: readonly MetricPoint[] = []) =>
  points.reduce((sum, { value }) => sum + value, 0)
