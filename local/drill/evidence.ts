import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { PhoneUse } from '../../shared/domain/reissue/reissue-rules.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { fromPhoneItem, type PhoneItem } from '../../shared/tables/phones.ts'
import { fromReissueItem, type ReissueItem } from '../../shared/tables/reissues.ts'
import type { Queue } from '../app/synthesised-app.ts'
import { type Local, variable } from '../run.ts'

// Read past the functions, at the engines themselves.

export async function readReissues(
  run: Pick<Local, 'app'>,
  database: DynamoDBDocumentClient,
): Promise<Reissue[]> {
  const items = await scan<ReissueItem>(run, database, 'REISSUES_TABLE')
  return items.map(fromReissueItem)
}

export async function readVoters(
  run: Pick<Local, 'app'>,
  database: DynamoDBDocumentClient,
): Promise<Map<string, Voter>> {
  const voters = await scan<Voter>(run, database, 'VOTERS_TABLE')
  return new Map(voters.map((voter) => [voter.voterId, voter]))
}

export async function readPhones(
  run: Pick<Local, 'app'>,
  database: DynamoDBDocumentClient,
): Promise<Map<string, PhoneUse>> {
  const phones = await scan<PhoneItem>(run, database, 'PHONES_TABLE')
  return new Map(phones.map((phone) => [phone.phoneHash, fromPhoneItem(phone)]))
}

async function scan<Item>(
  { app }: Pick<Local, 'app'>,
  database: DynamoDBDocumentClient,
  table: string,
): Promise<Item[]> {
  const items: Item[] = []
  const input = { TableName: variable(app, table), ConsistentRead: true }
  for await (const page of paginateScan({ client: database }, input)) {
    items.push(...((page.Items ?? []) as Item[]))
  }
  return items
}

export type QueueVariable =
  | 'SMS_QUEUE_URL'
  | 'MAIL_QUEUE_URL'
  | 'NEWS_QUEUE_URL'
  | 'RECEIPT_QUEUE_URL'

/** A queue that a function consumes, by the variable that tells the others its address. */
export function queueOf({ app }: Pick<Local, 'app'>, name: QueueVariable): Queue {
  const url = variable(app, name)
  const found = app.queues.find((queue) => queue.url === url)
  if (!found) throw new Error(`No queue of the app is ${name}`)
  return found
}

/** The bodies of all that a queue holds, delayed or in flight included. */
export async function bodiesIn(
  { engines }: Pick<Local, 'engines'>,
  queueName: string,
): Promise<string[]> {
  const response = await fetch(`${engines.sqsEndpoint}/_fauxqs/queues/${queueName}`)
  const { messages } = (await response.json()) as {
    messages: Record<'ready' | 'delayed', Held[]> & { inflight: { message: Held }[] }
  }
  const { ready, delayed, inflight } = messages
  const held = [...ready, ...delayed, ...inflight.map(({ message }) => message)]
  return held.map(({ body }) => body)
}

interface Held {
  body: string
}

/** Everything that ended in a DLQ. */
export async function deadLetters(run: Pick<Local, 'app' | 'engines'>): Promise<string[]> {
  const consumed = new Set(run.app.consumers.map(({ queue }) => queue.name))
  const names = run.app.queues.map(({ name }) => name).filter((name) => !consumed.has(name))
  return (await Promise.all(names.map((name) => bodiesIn(run, name)))).flat()
}

/** The addresses that a confirmation was mailed to. */
export async function mailedAddresses({
  mailboxUrl,
}: Pick<Local, 'mailboxUrl'>): Promise<string[]> {
  const response = await fetch(`${mailboxUrl}/store`)
  const { emails } = (await response.json()) as { emails: { destination: { to: string[] } }[] }
  return emails.flatMap(({ destination }) => destination.to)
}

/** Puts SMS messages to be received at once, whatever the queue's own delay. */
export async function putSms(
  sqs: SQSClient,
  run: Pick<Local, 'app'>,
  reissueIds: readonly string[],
): Promise<void> {
  for (let first = 0; first < reissueIds.length; first += 10) {
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueOf(run, 'SMS_QUEUE_URL').url,
        Entries: reissueIds.slice(first, first + 10).map((reissueId, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify({ reissueId }),
          DelaySeconds: 0,
        })),
      }),
    )
    if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages of the drill`)
  }
}
