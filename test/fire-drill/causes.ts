import { setTimeout as wait } from 'node:timers/promises'
import { SESClient, UpdateAccountSendingEnabledCommand } from '@aws-sdk/client-ses'
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { clientDefaults } from '../../local/emulators.ts'
import { envVar } from '../../local/run.ts'
import type { MetricName } from '../../shared/domain/metric-names.ts'
import { runConcurrently } from '../../team/run-concurrently.ts'
import {
  ApiClient,
  eventually,
  type LocalRun,
  requestAccepted,
  signIn,
} from '../journey/local-run.ts'

const minute = 60_000

export type RequestingVoter = Awaited<ReturnType<typeof requestingVoters>>[number]

export async function requestingVoters(
  run: LocalRun,
  count: number,
  phoneOf: (index: number) => string = run.anotherPhone,
) {
  const requesting: { client: ApiClient; reissueId: string; phone: string }[] = []
  await runConcurrently(Array(count).keys(), 10, async (index) => {
    const voter = run.anotherVoter()
    const phone = phoneOf(index)
    const client = await signIn(run, voter)
    requesting.push({ client, reissueId: await requestAccepted(client, voter, phone), phone })
  })
  return requesting
}

export const polynesian = (from: number) => (index: number) =>
  `+68987${String(from + index).padStart(6, '0')}`

export function askForLink(run: LocalRun): Promise<unknown> {
  return new ApiClient(run.siteUrl).send('POST', '/api/account/link', {
    json: { email: run.anotherVoter().email },
  })
}

export async function enqueue(
  { app, sqs }: LocalRun,
  queue: string,
  message: object,
  firstPutAt?: Date,
): Promise<void> {
  const QueueUrl = app.queues.find(({ name }) => name === queue)?.url ?? envVar(app, queue)
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: JSON.stringify(message),
      DelaySeconds: 0,
      ...(firstPutAt && {
        MessageAttributes: {
          FirstPutAt: { DataType: 'Number', StringValue: String(firstPutAt.getTime()) },
        },
      }),
    }),
  )
}

export function minuteBegun(): number {
  return Math.floor(Date.now() / minute) * minute
}

export function untilCounted(
  run: LocalRun,
  name: MetricName,
  above: number,
  from: number,
): Promise<unknown> {
  const isMeant = ({ metric }: { metric: { name: string; dimensions: object } }) =>
    metric.name === name && Object.keys(metric.dimensions).length === 0
  const { metrics } = run.cloudWatch
  return eventually(`${name} is above ${above}`, () =>
    metrics
      .series()
      .filter(isMeant)
      .some(({ metric }) => (metrics.statistic(metric, 'Sum', from, Infinity) ?? 0) > above),
  )
}

export async function stopSes(run: LocalRun): Promise<void> {
  const ses = new SESClient({ ...clientDefaults, endpoint: run.mailboxUrl })
  await ses.send(new UpdateAccountSendingEnabledCommand({ Enabled: false }))
  ses.destroy()
}

export const unreadLinks = {
  cause: 'nobody reads the queue of the links, and one waits',
  async begin(run: LocalRun): Promise<void> {
    await stopConsumer(run, 'Link-Queue')
    await askForLink(run)
    await eventually(
      'the link waits',
      async () => (await messagesIn(run, 'Link-Queue')).waiting > 0,
    )
  },
  // The metrics' clock runs faster than the queue is polled.
  inTime: (run: LocalRun) =>
    eventually('the links are mailed', async () => {
      const { waiting, inHand } = await messagesIn(run, 'Link-Queue')
      return waiting + inHand === 0
    }),
}

async function messagesIn({ app, sqs }: LocalRun, queue: string) {
  const QueueUrl = app.queues.find(({ name }) => name === queue)?.url
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  )
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages),
    inHand: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
  }
}

/** @param source a queue, or a table with a stream */
export async function stopConsumer({ control }: LocalRun, source: string) {
  const mapping = control
    .mappings()
    .find(({ EventSourceArn }) => EventSourceArn.split(/[:/]/).includes(source))
  const path = `2015-03-31/event-source-mappings/${mapping?.UUID}`
  await call(`${control.endpoint}/${path}`, 'PUT', { Enabled: false })
}

export async function stopReconciler({ app, control }: LocalRun): Promise<void> {
  const [rule] = app.schedules
  const target = { 'x-amz-target': 'AWSEvents.DisableRule' }
  await call(control.endpoint, 'POST', { Name: rule?.name }, target)
}

async function call(url: string, method: string, body: object, headers = {}): Promise<void> {
  const type = { 'content-type': 'application/json', ...headers }
  const response = await fetch(url, { method, headers: type, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`)
}

/** Makes SNS accept every SMS and send none, until called with false. */
export function spendQuota(run: LocalRun, spent: boolean): Promise<unknown> {
  return fetch(`${run.handset.endpoint}/quota`, { method: 'POST', body: `spent=${spent}` })
}

export async function crash(run: LocalRun, functionName: string, event: object): Promise<void> {
  // A cold start keeps the invocation in flight for a while.
  await run.lambdas.terminate(functionName)
  const invocation = run.lambdas.invoke(functionName, event).then(
    () => false,
    () => true,
  )
  await wait(20)
  await run.lambdas.terminate(functionName)
  if (!(await invocation)) throw new Error(`${functionName} was faster than its end`)
}

export const tryPasswords = (stranger: () => ApiClient) =>
  inOneMinute(120, () => {
    const email = `${crypto.randomUUID()}@academie.example.org`
    const json = { email, password: 'un mot de passe essayé 57' }
    return stranger().send('POST', '/api/session', { json })
  })

/** On a busy machine half a minute may be too short, so the calls are made again. */
export async function inOneMinute(calls: number, call: () => Promise<unknown>): Promise<void> {
  for (const atLeast of [minute / 2, minute, minute]) {
    const left = minute - (Date.now() % minute)
    if (left < atLeast) await wait(left)
    const began = Math.floor(Date.now() / minute)
    await runConcurrently(Array(calls).keys(), 64, async () => {
      await call()
    })
    if (Math.floor(Date.now() / minute) === began) return
  }
  throw new Error('The flood took over a minute')
}
