import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import type { Distribution } from './cloudfront-distribution.ts'
import type { readFunction } from './read-functions.ts'
import type { readQueue, readSecret } from './read-stores.ts'
import type {
  readApi,
  readConsumer,
  readEventRule,
  readReceiptCollector,
  readSchedule,
  readStreamConsumer,
} from './read-triggers.ts'

export type LocalFunction = ReturnType<typeof readFunction>
export type Queue = ReturnType<typeof readQueue>
export type QueueConsumer = ReturnType<typeof readConsumer>[number]
export type StreamConsumer = ReturnType<typeof readStreamConsumer>[number]
export type Schedule = ReturnType<typeof readSchedule>[number]
export type EventRule = ReturnType<typeof readEventRule>[number]
export type ReceiptCollector = ReturnType<typeof readReceiptCollector>
export type SecretDefinition = ReturnType<typeof readSecret>

export interface AlarmDefinition {
  name: string
  arn: string
  settings: MetricAlarm
}

export interface Served {
  api: ReturnType<typeof readApi>
  distribution: Distribution
}
