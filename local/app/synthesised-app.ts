import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import type { Distribution } from './cloudfront-distribution.ts'

export interface LocalFunction {
  name: string
  arn: string
  file: string
  environment: Record<string, string>
  timeoutSeconds: number
}

export interface Route {
  key: string
  functionName: string
}

export interface Queue {
  name: string
  url: string
  arn: string
  attributes: Record<string, string>
}

export interface QueueConsumer {
  queue: Queue
  functionName: string
  batchSize: number
  maximumConcurrency: number
}

export interface StreamConsumer {
  tableName: string
  streamArn: string
  functionName: string
  batchSize: number
}

/** Calls its function each minute. */
export interface Schedule {
  name: string
  functionName: string
}

export interface EventRule {
  name: string
  /** While it is on. */
  state: string
  pattern: object
  queueArn: string
  inputPathsMap: Readonly<Record<string, string>>
  inputTemplate: string
}

/** The function to which CloudWatch hands the receipts of SMS. */
export interface ReceiptCollector {
  filterName: string
  logGroups: { SUCCESS: string; FAILURE: string }
  functionName: string
  /** CloudWatch puts asterisks in its place. */
  hidden: RegExp
}

export interface SecretDefinition {
  name: string
  arn: string
  /** What AWS fills in: a text of this length under this key. */
  generated: { key: string; length: number }
}

export interface AlarmDefinition {
  name: string
  arn: string
  /** As CloudFormation sets it, in the words of CloudWatch's API. */
  settings: MetricAlarm
}

export interface Served {
  api: { domainName: string; stage: string; routes: Route[] }
  distribution: Distribution
}
