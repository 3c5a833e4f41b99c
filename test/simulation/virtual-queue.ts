import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { anSqsRecord, withSecondsLeft } from '../builders/sqs-records.ts'
import type { VirtualTime } from '../fakes/virtual-time.ts'

type Handler = (event: SQSEvent, context: Context, options: object) => Promise<SQSBatchResponse>

type Lineage = ReadonlyMap<string, number>

/** Lambda's limit: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
export const mostInvocations = 16

interface Message {
  id: string
  body: string
  receiveCount: number
  lineage: Lineage
}

/** After this many deliveries a message goes to the DLQ, as `lib/work-queue.ts` sets it. */
const mostDeliveries = 10

/** How long Lambda's pollers take from a message to its invocation, and back. */
const pollMilliseconds = 60

const running = new AsyncLocalStorage<Lineage>()

/**
 * An SQS queue with its delay and DLQ, in virtual time. As in Lambda, its consumer stops after sixteen invocations in
 * one chain, unless it may loop.
 */
export function virtualQueue(time: VirtualTime, delaySeconds = 0, { mayLoop = false } = {}) {
  const consumer = randomUUID()
  let longestChain = 0
  const ready: Message[] = []
  const deadLetters: Message[] = []
  const hiddenFor = new Map<string, number>()
  const idle: (() => void)[] = []
  let waiting = 0

  async function show(message: Message, seconds: number): Promise<void> {
    if (seconds > 0) await time.sleep(seconds * 1000)
    if (message.receiveCount >= mostDeliveries) {
      waiting--
      deadLetters.push(message)
      return
    }
    ready.push(message)
    idle.shift()?.()
  }

  function add(body: string, seconds: number): void {
    waiting++
    const lineage = running.getStore() ?? new Map()
    void show({ id: randomUUID(), body, receiveCount: 0, lineage }, seconds)
  }

  async function invoke(handler: Handler, messages: Message[]): Promise<void> {
    for (const message of messages) message.receiveCount++
    // AWS does not document whose chain an invocation of several messages belongs to: assume the longest.
    const longestFirst = messages
      .map(({ lineage }) => lineage)
      .sort((one, other) => (other.get(consumer) ?? 0) - (one.get(consumer) ?? 0))
    const lineage = longestFirst[0] ?? new Map<string, number>()
    const invoked = lineage.get(consumer) ?? 0
    longestChain = Math.max(longestChain, invoked + 1)
    const isStopped = !mayLoop && invoked >= mostInvocations
    const { batchItemFailures } = isStopped
      ? { batchItemFailures: messages.map(({ id }) => ({ itemIdentifier: id })) }
      : await running.run(new Map([...lineage, [consumer, invoked + 1]]), () =>
          handler({ Records: messages.map(recordOf) }, withSecondsLeft(30), {}),
        )
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    for (const message of messages) {
      if (failed.has(message.id)) void show(message, hiddenFor.get(message.id) ?? 0)
      else waiting--
    }
  }

  async function poll(handler: Handler): Promise<void> {
    for (;;) {
      const messages = ready.splice(0, 10)
      if (messages.length === 0) await new Promise<void>((wake) => idle.push(wake))
      else await invoke(handler, messages)
      await time.sleep(pollMilliseconds)
    }
  }

  return {
    deadLetters,
    waiting: async () => waiting,
    put: async (message: object, seconds = delaySeconds) => add(JSON.stringify(message), seconds),
    requeueMessage: async (body: string, _: Date, seconds = delaySeconds) => add(body, seconds),
    longestChain: () => longestChain,
    async changeVisibility(id: string, seconds: number) {
      hiddenFor.set(id, seconds)
    },
    consume(handler: Handler, senders: number) {
      for (let sender = 0; sender < senders; sender++) void poll(handler)
    },
  }
}

const recordOf = ({ id, body, receiveCount }: Message) =>
  anSqsRecord(body, { messageId: id, receives: receiveCount })
