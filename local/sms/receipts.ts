import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda'
import { receiptLogGroupsOf } from '../../shared/contract/sms-names.ts'
import type { SynthesisedApp } from '../app/read-app.ts'
import type { LogSubscription } from '../app/synthesised-app.ts'
import type { Lambdas } from '../lambda.ts'
import type { SmsFate, Text } from './handset.ts'

/** SNS's price of an SMS to France. */
export const smsPriceUsd = 0.07

export interface Receipt {
  messageId: string
  status: 'SUCCESS' | 'FAILURE'
  providerResponse?: string
  takenAt?: Date
  phone?: string
}

export interface Receipts {
  /** Writes the receipt of an SMS later, if the app has SNS write receipts. */
  expect(text: Text): void
  /** Writes a receipt now, whatever the app's settings: late, a copy, of an SMS that nobody knows… */
  deliver(receipt: Receipt): Promise<void>
  /** Drops the receipts that are still due. */
  stop(): void
}

type App = Pick<SynthesisedApp, 'place' | 'logSubscriptions' | 'smsAttributes'>

/** How long Lambda waits before it tries an asynchronous invocation again. */
const retryMilliseconds = [60_000, 120_000]

/** Writes delivery receipts as SNS does, and hands them over as CloudWatch Logs does to its subscriptions. */
export function startReceipts(options: {
  app: App
  lambdas: Pick<Lambdas, 'invoke'>
  fateOf: (text: Text) => SmsFate
  /** Between the SMS and its receipt: two seconds when absent. */
  delayMilliseconds?: number | undefined
}): Receipts {
  const { app, lambdas, fateOf, delayMilliseconds = 2000 } = options
  const ending = new AbortController()
  const { signal } = ending

  async function deliver(receipt: Receipt): Promise<void> {
    const logGroup = logGroupOf(receipt.status, app)
    const subscriptions = app.logSubscriptions.filter(
      ({ logGroupName }) => logGroupName === logGroup,
    )
    await Promise.all(subscriptions.map((one) => invoke(one, logsEvent(receipt, one, app))))
  }

  async function invoke({ functionName }: LogSubscription, event: object): Promise<void> {
    for (const milliseconds of [...retryMilliseconds, undefined]) {
      try {
        await lambdas.invoke(functionName, event)
        return
      } catch {
        // What it throws is in its own journal.
        if (milliseconds === undefined || signal.aborted) return
        await sleep(milliseconds, undefined, { signal }).catch(() => {})
        if (signal.aborted) return
      }
    }
  }

  return {
    expect(text) {
      const fate = fateOf(text)
      if (fate === undefined || !writesReceipt(fate, app.smsAttributes)) return
      const { messageId, phone, at } = text
      const said: Pick<Receipt, 'status' | 'providerResponse'> =
        fate === 'SUCCESS'
          ? { status: 'SUCCESS' }
          : { status: 'FAILURE', providerResponse: fate.failure }
      const receipt = { messageId, phone, takenAt: new Date(at), ...said }
      sleep(delayMilliseconds, receipt, { signal }).then(deliver, () => {})
    },
    deliver,
    stop: () => ending.abort(),
  }
}

// https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html
function writesReceipt(fate: SmsFate, attributes: Record<string, string>): boolean {
  if (!attributes.DeliveryStatusIAMRole) return false
  if (fate !== 'SUCCESS') return true
  return Math.random() * 100 < Number(attributes.DeliveryStatusSuccessSamplingRate ?? 0)
}

function logGroupOf(status: Receipt['status'], { place: { region, accountId } }: App): string {
  const { successes, failures } = receiptLogGroupsOf({ region, account: accountId })
  return status === 'SUCCESS' ? successes : failures
}

/**
 * The line that SNS writes.
 * https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html
 */
function lineOf(receipt: Receipt, at: Date): string {
  const { messageId, status, takenAt = at, phone = '+33612345678' } = receipt
  const { providerResponse = 'Message has been accepted by phone' } = receipt
  const timestamp = takenAt.toISOString().replace('T', ' ').replace('Z', '')
  const dwellTimeMs = at.getTime() - takenAt.getTime()
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

const hide = (line: string, secret: RegExp) =>
  line.replace(secret, (found) => '*'.repeat(found.length))

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
function logsEvent(
  receipt: Receipt,
  { name, logGroupName, hidden }: LogSubscription,
  { place }: App,
): CloudWatchLogsEvent {
  const now = new Date()
  const id = String(now.getTime()).padStart(56, '0')
  const decoded: CloudWatchLogsDecodedData = {
    messageType: 'DATA_MESSAGE',
    owner: place.accountId,
    logGroup: logGroupName,
    logStream: randomUUID(),
    subscriptionFilters: [name],
    logEvents: [
      { id, timestamp: now.getTime(), message: hidden.reduce(hide, lineOf(receipt, now)) },
    ],
  }
  return { awslogs: { data: gzipSync(JSON.stringify(decoded)).toString('base64') } }
}
