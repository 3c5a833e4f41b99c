import type { SynthesisedApp } from '../app/read-app.ts'
import type { Queue } from '../app/synthesised-app.ts'
import type { Lambdas } from '../lambda.ts'
import { smsPriceUsd } from '../sms/receipts.ts'
import type { Metrics } from './metrics.ts'

// The metrics that AWS makes, as far as an alarm or the dashboard reads them, each with AWS's name and dimensions.

export type AwsMetrics = ReturnType<typeof awsMetrics>

interface Held {
  sentTimestamp: number
  approximateReceiveCount: number
  delayUntil?: number
}

export function awsMetrics(
  metrics: Metrics,
  app: Pick<SynthesisedApp, 'api' | 'queues'>,
  sqsEndpoint: string,
) {
  const [apiId = ''] = app.api.domainName.split('.')
  let running = 0
  let spentUsd = 0

  const put = (namespace: string, dimensions: Record<string, string>) => ({
    value: (name: string, value: number) => metrics.put({ namespace, name, dimensions }, value),
  })

  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  async function invoked(functionName: string, invoke: () => Promise<unknown>): Promise<unknown> {
    const levels = [put('AWS/Lambda', { FunctionName: functionName }), put('AWS/Lambda', {})]
    const count = (name: string, value: number) => {
      for (const level of levels) level.value(name, value)
    }
    running++
    // What is reserved counts too on AWS: nothing is reserved here.
    put('AWS/Lambda', {}).value('ClaimedAccountConcurrency', running)
    try {
      const result = await invoke()
      count('Errors', 0)
      return result
    } catch (error) {
      count('Errors', 1)
      throw error
    } finally {
      running--
      count('Invocations', 1)
      count('Throttles', 0)
    }
  }

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  async function sampleQueue({ name }: Queue): Promise<void> {
    const response = await fetch(`${sqsEndpoint}/_fauxqs/queues/${name}`)
    const { messages } = (await response.json()) as {
      messages: Record<'ready' | 'delayed', Held[]> & {
        inflight: { message: Held; visibilityDeadline: number }[]
      }
    }
    const wall = Date.now()
    const visible = [
      ...messages.ready,
      ...messages.delayed.filter(({ delayUntil = 0 }) => delayUntil <= wall),
      // fauxqs puts them back when somebody asks for messages.
      ...messages.inflight.flatMap(({ message, visibilityDeadline }) =>
        visibilityDeadline <= wall ? [message] : [],
      ),
    ]
    // SQS leaves out what was received three times.
    const sentAt = [...visible, ...messages.inflight.map(({ message }) => message)]
      .filter(({ approximateReceiveCount }) => approximateReceiveCount < 3)
      .map(({ sentTimestamp }) => metrics.clock.at(sentTimestamp))
    const queue = put('AWS/SQS', { QueueName: name })
    queue.value('ApproximateNumberOfMessagesVisible', visible.length)
    const delayed = messages.delayed.filter(({ delayUntil = 0 }) => delayUntil > wall)
    queue.value('ApproximateNumberOfMessagesDelayed', delayed.length)
    const age = sentAt.length === 0 ? 0 : metrics.clock.now() - Math.min(...sentAt)
    queue.value('ApproximateAgeOfOldestMessage', Math.max(0, Math.floor(age / 1000)))
  }

  return {
    counted: (lambdas: Lambdas): Lambdas => ({
      ...lambdas,
      invoke: (functionName, event, lineage) =>
        invoked(functionName, () => lambdas.invoke(functionName, event, lineage)),
    }),
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
    apiAnswered(status: number, milliseconds: number): void {
      const api = put('AWS/ApiGateway', { ApiId: apiId })
      api.value('Count', 1)
      api.value('4xx', status >= 400 && status < 500 ? 1 : 0)
      api.value('5xx', status >= 500 ? 1 : 0)
      api.value('Latency', milliseconds)
    },
    mailTaken: () => put('AWS/SES', {}).value('Send', 1),
    smsPaid(): void {
      spentUsd += smsPriceUsd
    },
    beginMonth(): void {
      spentUsd = 0
    },
    async sample(): Promise<void> {
      await Promise.all(app.queues.map(sampleQueue))
      if (spentUsd > 0) put('AWS/SNS', {}).value('SMSMonthToDateSpentUSD', spentUsd)
    },
  }
}
