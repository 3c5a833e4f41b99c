import type { MetricName } from './metric-names.ts'

export type Statistic = 'Sum' | 'Average' | 'Maximum' | 'SampleCount' | 'p50' | 'p95'

export interface MetricStat {
  metric: string
  statistic: Statistic
  namespace?: string
}

export const watchedMetrics = {
  opened: { metric: 'SessionsOpened', statistic: 'Sum' },
  refused: { metric: 'SessionsRefused', statistic: 'Sum' },
  passwords: { metric: 'PasswordsSet', statistic: 'Sum' },
  boothOpened: { metric: 'BoothsOpened', statistic: 'Sum' },
  boothRefused: { metric: 'BoothsRefused', statistic: 'Sum' },
  identifiersUsed: { metric: 'IdentifiersUsed', statistic: 'Sum' },
  accepted: { metric: 'ReissuesAccepted', statistic: 'Sum' },
  requestsRefused: { metric: 'ReissuesRefused', statistic: 'Sum' },
  cancelled: { metric: 'ReissuesCancelled', statistic: 'Sum' },
  sent: { metric: 'HandoverSeconds', statistic: 'SampleCount' },
  medianHandover: { metric: 'HandoverSeconds', statistic: 'p50' },
  p95Handover: { metric: 'HandoverSeconds', statistic: 'p95' },
  promisesKept: { metric: 'PromisesKept', statistic: 'Average' },
  // `SmsDelivered` is 1 for each recorded delivery, 0 for each recorded failure.
  smsDelivered: { metric: 'SmsDelivered', statistic: 'Sum' },
  receipts: { metric: 'SmsDelivered', statistic: 'SampleCount' },
  deliveredShare: { metric: 'SmsDelivered', statistic: 'Average' },
  // `SmsLate` counts the late SMS anew each minute, so a sum would count an SMS several times.
  smsLate: { metric: 'SmsLate', statistic: 'Maximum' },
  openCircuits: { metric: 'OpenCircuits', statistic: 'Maximum' },
  smsHeld: { metric: 'SmsHeld', statistic: 'Sum' },
  smsRefused: { metric: 'SmsNotTaken', statistic: 'Sum' },
  smsMissing: { metric: 'SmsReportedMissing', statistic: 'Sum' },
  cancelLinks: { metric: 'StopLinksMailed', statistic: 'Sum' },
  links: { metric: 'LinksMailed', statistic: 'Sum' },
  news: { metric: 'NewsMailed', statistic: 'Sum' },
  linkWait: { metric: 'LinkWaitSeconds', statistic: 'Maximum' },
  mailWait: { metric: 'MailWaitSeconds', statistic: 'Maximum' },
  mailsNotTaken: { metric: 'MailsNotTaken', statistic: 'Sum' },
  beyondBudget: { metric: 'LinksBeyondBudget', statistic: 'Sum' },
  refusingAddresses: { metric: 'AddressesRefusing', statistic: 'Sum' },
} as const satisfies Record<string, MetricStat & { metric: MetricName }>

export type WatchedMetric = keyof typeof watchedMetrics

export interface MetricQuery {
  stat: MetricStat
  seconds: number
  dimensions?: Readonly<Record<string, string>>
}

/** Value of the period that begins at `at`. */
export interface MetricPoint {
  at: Date
  value: number
}

export interface Metrics {
  /** Oldest points first. Throws if a query cannot be read: missing data must not look like zero. */
  read(
    queries: readonly MetricQuery[],
    span: { from: Date; to: Date },
  ): Promise<readonly MetricPoint[][]>
}

export const totalOf = (points: readonly MetricPoint[] = []) =>
  points.reduce((sum, { value }) => sum + value, 0)
