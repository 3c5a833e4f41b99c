import { gunzipSync } from 'node:zlib'
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda'
import { publishReceipts } from '../../shared/adapters/sms/sns-receipt-topic.ts'
import { snsTopicClient } from '../../shared/runtime/clients/sns.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { readReceipts } from './collect-receipts.ts'
import { resources } from './resources.ts'

const { settings } = readEnvironment(resources)
const client = snsTopicClient()

export async function handler(event: CloudWatchLogsEvent): Promise<void> {
  try {
    const json = gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString()
    const { receipts, unreadCount } = readReceipts(JSON.parse(json) as CloudWatchLogsDecodedData)
    await publishReceipts(client, settings.RECEIPTS_TOPIC_ARN, receipts)
    journal({ event: 'receipts.collected', count: receipts.length, unreadable: unreadCount })
  } catch (error) {
    journal({ event: 'receipts.failed', error: nameOf(error) })
    // Lambda logs thrown errors, and an SDK error may contain the data of its request.
    throw new Error('The receipts could not be collected')
  }
}
