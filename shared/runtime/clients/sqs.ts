import { SQSClient } from '@aws-sdk/client-sqs'
import { sqsQueue } from '../../adapters/sqs-queue.ts'
import type { MessageQueue } from '../../domain/queues.ts'
import { clientDefaults } from './client-defaults.ts'

let client: SQSClient | undefined

export function sqsClient(): SQSClient {
  client ??= new SQSClient(clientDefaults)
  return client
}

export function openQueue<Message>(url: string): MessageQueue<Message> {
  return sqsQueue(sqsClient(), url)
}
