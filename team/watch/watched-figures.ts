import { type Figure, type OwnFigure, ownFigures } from '../../shared/domain/figures.ts'

/** CloudWatch tells the half of a time's SMS, and most of them, of that time alone: they cannot be added up. */
export const delays = ['half', 'mostOf'] as const satisfies OwnFigure[]

/** Of a territory alone, or on the dashboard. */
const others = [
  ...delays,
  ...(['cancelled', 'kept', 'delivered', 'receipts', 'deliveredShare'] as const),
  'refusingAddresses',
] as const satisfies OwnFigure[]

export type CountedFigure = Exclude<OwnFigure, (typeof others)[number]>

/** Each is read twice: by the minute of the last hour, and by the hour since the requests opened. */
export const counted = (Object.keys(ownFigures) as OwnFigure[]).filter(
  (name): name is CountedFigure => !others.some((one) => one === name),
)

export const queueUrls = {
  sms: 'SmsQueueUrl',
  mail: 'MailQueueUrl',
  link: 'LinkQueueUrl',
  news: 'NewsQueueUrl',
} as const
export type QueueName = keyof typeof queueUrls

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
