import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda'
import { smsPriceUsd } from '../../team/estimate/prices.ts'
import type { SynthesisedApp } from '../app/read-app.ts'
import type { Lambdas } from '../lambda.ts'
import type { SmsOutcome, SmsText } from './handset.ts'

export interface Receipt {
  messageId: string
  status: 'SUCCESS' | 'FAILURE'
  providerResponse?: string
  acceptedAt?: Date
  phone?: string
}

type App = Pick<SynthesisedApp, 'account' | 'receiptCollector'>

export function startReceipts(options: {
  app: App
  lambdas: Pick<Lambdas, 'invoke'>
  outcomeOf: (text: SmsText) => SmsOutcome
  delayMilliseconds?: number | undefined
}) {
  const { app, lambdas, outcomeOf, delayMilliseconds = 2000 } = options
  const shutdown = new AbortController()

  async function deliver(receipt: Receipt): Promise<void> {
    const event = logsEvent(receipt, app)
    await lambdas.invoke(app.receiptCollector.functionName, event).catch(() => {})
  }

  return {
    schedule(text: SmsText): void {
      const outcome = outcomeOf(text)
      if (outcome === undefined) return
      const { messageId, phone, at } = text
      const result: Pick<Receipt, 'status' | 'providerResponse'> =
        outcome === 'SUCCESS'
          ? { status: 'SUCCESS' }
          : { status: 'FAILURE', providerResponse: outcome.failure }
      const receipt = { messageId, phone, acceptedAt: new Date(at), ...result }
      sleep(delayMilliseconds, receipt, { signal: shutdown.signal }).then(deliver, () => {})
    },
    deliver,
    stop: () => shutdown.abort(),
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html */
function logLineOf(receipt: Receipt, at: Date): string {
  const { messageId, status, acceptedAt = at, phone = '+33612345678' } = receipt
  const { providerResponse = 'Message has been accepted by phone' } = receipt
  const timestamp = acceptedAt.toISOString().replace('T', ' ').replace('Z', '')
  const dwellTimeMs = at.getTime() - acceptedAt.getTime()
  return JSON.stringify({
    notification: { messageId, timestamp },
    delivery: {
      ...(status === 'SUCCESS' && { phoneCarrier: 'Local' }),
      mnc: 1,
      mcc: 208,
      numberOfMessageParts: 1,
      destination: phone,
      priceInUSD: smsPriceUsd,
      smsType: 'Transactional',
      providerResponse,
      dwellTimeMs,
      dwellTimeMsUntilDeviceAck: dwellTimeMs,
    },
    status,
  })
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
function logsEvent(receipt: Receipt, { account, receiptCollector }: App): CloudWatchLogsEvent {
  const { filterName, logGroups, maskedPattern } = receiptCollector
  const now = new Date()
  const id = String(now.getTime()).padStart(56, '0')
  const message = logLineOf(receipt, now).replace(maskedPattern, (digits) =>
    '*'.repeat(digits.length),
  )
  const logsData: CloudWatchLogsDecodedData = {
    messageType: 'DATA_MESSAGE',
    owner: account.accountId,
    logGroup: logGroups[receipt.status],
    logStream: randomUUID(),
    subscriptionFilters: [filterName],
    logEvents: [{ id, timestamp: now.getTime(), message }],
  }
  return { awslogs: { data: gzipSync(JSON.stringify(logsData)).toString('base64') } }
}
