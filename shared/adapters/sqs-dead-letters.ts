import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { accountEventMessage } from '../contract/account-events.ts'
import { mailEventMessage } from '../contract/mail-events.ts'
import { mailMessage, passwordLinkMessage, receiptMessage } from '../contract/queue-messages.ts'
import { smsMessage } from '../contract/sms-message.ts'
import { parseJson } from '../domain/read-text.ts'

export interface QueueWithDeadLetters {
  name: string
  url: string
  deadLettersUrl: string
}

/** Queue names are `Stack-Id-Random`. The prefix alone would also match queues of a stack `Stack-2`. */
export async function listDeadLetterQueues(
  sqs: SQSClient,
  stack: string | undefined,
): Promise<QueueWithDeadLetters[]> {
  const queues: QueueWithDeadLetters[] = []
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client: sqs, pageSize: 100 },
    stack === undefined ? {} : { QueueNamePrefix: `${stack}-` },
  )) {
    for (const url of QueueUrls) {
      const name = url.split('/').at(-1) ?? url
      if (stack !== undefined && !/^[^-]+-[^-]+$/.test(name.slice(stack.length + 1))) continue
      if (name.includes('DeadLetters')) continue
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] }),
      )
      if (!Attributes?.RedrivePolicy) continue
      const { deadLetterTargetArn } = JSON.parse(Attributes.RedrivePolicy)
      const QueueName = String(deadLetterTargetArn).split(':').at(-1)
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }))
      queues.push({ name, url, deadLettersUrl: String(QueueUrl) })
    }
  }
  return queues
}

const visibilityTimeoutSeconds = 120

/** Sends before deleting: a crash may duplicate a message, but not lose it. */
export async function redrive(
  sqs: SQSClient,
  { url, deadLettersUrl: QueueUrl }: QueueWithDeadLetters,
): Promise<{ movedCount: number; unreadableIds: string[] }> {
  const unreadableHandles = new Map<string, string | undefined>()
  let movedCount = 0
  while (true) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 },
        VisibilityTimeout: visibilityTimeoutSeconds,
      }),
    )
    if (Messages.length === 0) break
    for (const { MessageId, Body: MessageBody, ReceiptHandle } of Messages) {
      if (!isReadable(MessageBody)) {
        unreadableHandles.set(String(MessageId), ReceiptHandle)
        continue
      }
      await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, DelaySeconds: 0 }))
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      movedCount++
    }
  }
  for (const ReceiptHandle of unreadableHandles.values()) {
    const change = { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }
    await sqs.send(new ChangeMessageVisibilityCommand(change))
  }
  return { movedCount, unreadableIds: [...unreadableHandles.keys()] }
}

export const messageSchemas = [
  smsMessage,
  mailMessage,
  passwordLinkMessage,
  receiptMessage,
  mailEventMessage,
  accountEventMessage,
] as const

function isReadable(body: string | undefined): boolean {
  const message = parseJson(String(body))
  return messageSchemas.some((schema) => schema.safeParse(message).success)
}
