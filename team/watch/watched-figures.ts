import type { Figure, OwnFigure } from '../../shared/domain/figures.ts'

/** Each is read twice: by the minute of the last hour, and by the hour since the requests opened. */
export const counted = [
  'opened',
  'refused',
  'passwords',
  'boothOpened',
  'boothRefused',
  'identifiersUsed',
  'accepted',
  'requestsRefused',
  'sent',
  'inTime',
  'late',
  'circuits',
  'held',
  'notTaken',
  'missed',
  'stopLinks',
  'links',
  'news',
  'linkWait',
  'mailWait',
  'mailsNotTaken',
  'beyondBudget',
] as const satisfies OwnFigure[]

export type CountedFigure = (typeof counted)[number]

/** CloudWatch tells the half of a time's SMS, and most of them, of that time alone: they cannot be added up. */
export const delays = ['half', 'mostOf'] as const satisfies OwnFigure[]

export const queueNames = ['sms', 'mail', 'link', 'news'] as const
export type QueueName = (typeof queueNames)[number]

/** What AWS counts of one thing of the stack. */
export const resourceFigures = {
  waiting: {
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
  },
  /** Of SMS those whose delay goes on; of e-mails those that are tried again later. */
  delayed: {
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesDelayed',
    statistic: 'Maximum',
  },
  oldest: { namespace: 'AWS/SQS', metric: 'ApproximateAgeOfOldestMessage', statistic: 'Maximum' },
  failures: { namespace: 'AWS/ApiGateway', metric: '5xx', statistic: 'Sum' },
  latency: { namespace: 'AWS/ApiGateway', metric: 'Latency', statistic: 'p95' },
} as const satisfies Record<string, Figure>
