import type { LocalService } from '../../local/run.ts'
import { smsPriceUsd } from '../../team/estimate/prices.ts'
import type { CloudWatch } from './cloudwatch.ts'

interface Held {
  sentTimestamp: number
  approximateReceiveCount: number
  delayUntil?: number
}

export function measureAws(
  { lambdas, handset, app, emulators, mailboxUrl }: LocalService,
  { metrics, aged }: Pick<CloudWatch, 'metrics' | 'aged'>,
) {
  let spentUsd = 0
  let mailCount = 0
  const awaited: ((functionName: string) => void)[] = []

  function put(
    namespace: string,
    dimensions: Record<string, string>,
    values: Record<string, number>,
  ): void {
    for (const [name, value] of Object.entries(values)) {
      metrics.put({ namespace, name, dimensions, value, at: Date.now() })
    }
  }

  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
  const { invoke } = lambdas
  const ofRoutes = new Set(app.api.routes.map(({ functionName }) => functionName))
  const [ApiId = ''] = app.api.domainName.split('.')
  lambdas.invoke = async (functionName, event) => {
    let result: { statusCode?: number } | null | undefined
    try {
      result = (await invoke(functionName, event)) as typeof result
      return result
    } finally {
      const invoked = { Errors: result === undefined ? 1 : 0, Invocations: 1 }
      put('AWS/Lambda', { FunctionName: functionName }, invoked)
      for (const ran of awaited.splice(0)) ran(functionName)
      if (ofRoutes.has(functionName)) {
        const failed = (result?.statusCode ?? 500) >= 500
        put('AWS/ApiGateway', { ApiId }, { '5xx': failed ? 1 : 0 })
      }
    }
  }

  const { outcomeOf } = handset
  handset.outcomeOf = (text) => {
    const outcome = outcomeOf(text)
    if (outcome === 'SUCCESS') spentUsd += smsPriceUsd
    return outcome
  }

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  async function sampleQueue(QueueName: string): Promise<void> {
    const response = await fetch(`${emulators.sqsEndpoint}/_fauxqs/queues/${QueueName}`)
    const { messages } = (await response.json()) as {
      messages: Record<'ready' | 'delayed', Held[]> & {
        inflight: { message: Held; visibilityDeadline: number }[]
      }
    }
    const now = Date.now()
    const delayed = messages.delayed.filter(({ delayUntil = 0 }) => delayUntil > now)
    // The embedded SQS returns expired messages only when somebody receives.
    const inFlight = messages.inflight.filter(({ visibilityDeadline }) => visibilityDeadline > now)
    const all = [
      ...messages.ready,
      ...messages.delayed,
      ...messages.inflight.map((one) => one.message),
    ]
    // SQS excludes messages that were received three times.
    const ages = all
      .filter((one) => !delayed.includes(one) && one.approximateReceiveCount < 3)
      .map(({ sentTimestamp }) => Math.floor((now - aged(sentTimestamp)) / 1000))
    put(
      'AWS/SQS',
      { QueueName },
      {
        ApproximateNumberOfMessagesVisible: all.length - delayed.length - inFlight.length,
        ApproximateAgeOfOldestMessage: Math.max(0, ...ages),
      },
    )
  }

  return {
    nextRunOf: (name: string | undefined) =>
      new Promise<void>((resolve) => {
        const ran = (functionName: string) => {
          if (functionName === name) resolve()
          else awaited.push(ran)
        }
        awaited.push(ran)
      }),
    beginMonth(): void {
      spentUsd = 0
    },
    async sample(): Promise<void> {
      await Promise.all(app.queues.map(({ name }) => sampleQueue(name)))
      if (spentUsd > 0) put('AWS/SNS', {}, { SMSMonthToDateSpentUSD: spentUsd })
      const response = await fetch(`${mailboxUrl}/store`)
      const { emails } = (await response.json()) as { emails: unknown[] }
      put('AWS/SES', {}, { Send: emails.length - mailCount })
      mailCount = emails.length
    },
  }
}
