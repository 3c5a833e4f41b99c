import { setTimeout as wait } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { DemoVoter } from '../../local/demo.ts'
import { clientDefaults } from '../../local/emulators.ts'
import { findFreePorts } from '../../local/loopback.ts'
import { envVar, type LocalOptions, type LocalService, startLocal } from '../../local/run.ts'
import { expectDocumented } from '../contract/documented-answers.ts'
import type { AlarmChange } from '../engines/alarms.ts'
import { type AwsServices, controlsOf, startAwsServices } from '../engines/aws-services.ts'
import { retryNow } from '../engines/retry-now.ts'
import { cookieHeader, keepCookie } from './cookies.ts'

export const captchaCode = '9456'

export type LocalRun = Awaited<ReturnType<typeof runLocally>>

export interface RunOptions extends LocalOptions {
  alarmChanged?: (change: AlarmChange) => void
}

const runs = new Map<string, { linesAbout(reissueId: string): string }>()

/** An earlier receipt precedes the sender's record of its SMS, and would be redelivered. */
const receiptDelayMilliseconds = 300

/** SMS are due after one second, and every captcha is `9456`. */
export async function runLocally({ alarmChanged, ...options }: Partial<RunOptions> = {}) {
  const written: { functionName: string; line: string }[] = []
  const lines: string[] = []
  const linesOf = (functionName: string) =>
    written.filter((one) => one.functionName === functionName).map(({ line }) => line)
  const linesAbout = (reissueId: string) =>
    written
      .filter(({ line }) => line.includes(reissueId) || !line.startsWith('{'))
      .map(({ functionName, line }) => `${functionName}: ${line}`)
      .join('\n')
  for (let attempt = 1; ; attempt++) {
    try {
      let services: AwsServices | undefined
      const local = await startLocal({
        port: await findFreePorts(3),
        captchaTestCode: captchaCode,
        receiptDelayMilliseconds,
        async startServices(app, secrets, invoke) {
          const { captchaTestCode = 'captchaTestCode' in options ? '' : captchaCode } = options
          const added = captchaTestCode ? { CAPTCHA_TEST_CODE: captchaTestCode } : {}
          services = await startAwsServices(app, secrets, added, invoke, alarmChanged)
          return services
        },
        writeLine(functionName, line) {
          written.push({ functionName, line })
          lines.push(line)
        },
        ...options,
        electionChanges: { smsDelaySeconds: 1, ...options.electionChanges },
      })
      const journal = { lines, linesOf, linesAbout }
      const run = {
        ...local,
        ...controlsOf(local, services as AwsServices),
        ...supplies(local),
        ...clients(local),
        ...journal,
      }
      runs.set(run.siteUrl, run)
      await letReceiptsComeAtOnce(run.app, run.sqs)
      return run
    } catch (error) {
      // Another run may have taken the ports meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt === 5) throw error
    }
  }
}

async function letReceiptsComeAtOnce(app: LocalService['app'], sqs: SQSClient): Promise<void> {
  const QueueUrl = envVar(app, 'RECEIPT_QUEUE_URL')
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '0' } }))
}

function supplies({ voters, handset }: LocalService) {
  const unused = voters.values()
  let phones = 0
  return {
    anotherVoter(): DemoVoter {
      const { value } = unused.next()
      if (value) return value
      throw new Error('This run has no voters left: it needs more extraVoterCount')
    },
    anotherPhone: () => phoneNumber(500_000 + phones++),
    textsTo: (to: string) =>
      handset.texts.flatMap(({ phone, body }) => (phone === to ? [body] : [])),
  }
}

function clients({ app, emulators, stop }: LocalService) {
  const dynamodb = new DynamoDBClient({ ...clientDefaults, endpoint: emulators.dynamodbEndpoint })
  const sqs = new SQSClient({ ...clientDefaults, endpoint: emulators.sqsEndpoint })
  return {
    database: DynamoDBDocumentClient.from(dynamodb),
    sqs,
    retryNow: (queueName: string) => retryNow({ app, emulators, sqs }, queueName),
    async stop() {
      dynamodb.destroy()
      sqs.destroy()
      await stop()
    },
  }
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  body: Json
}

// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the tests are about.
export type Json = any

export interface ApiRequest {
  json?: unknown
  body?: RequestInit['body']
  headers?: Record<string, string>
}

interface SentRequest {
  method: string
  body: NonNullable<RequestInit['body']> | null
  headers: Record<string, string>
}

export class ApiClient {
  readonly cookies = new Map<string, string>()
  readonly siteUrl: string
  readonly #transport: (path: string, request: SentRequest) => Promise<Response>

  constructor(
    siteUrl: string,
    transport = (path: string, request: SentRequest) =>
      fetch(`${siteUrl}${path}`, { ...request, redirect: 'manual' }),
  ) {
    this.siteUrl = siteUrl
    this.#transport = transport
  }

  async send(method: string, path: string, request: ApiRequest = {}): Promise<Answer> {
    const { json, body: sent, headers } = request
    const response = await this.#transport(path, {
      method,
      body: sent ?? (json === undefined ? null : JSON.stringify(json)),
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookies.size > 0 && { cookie: cookieHeader(this.cookies) }),
        ...headers,
      },
    })
    for (const line of response.headers.getSetCookie()) keepCookie(this.cookies, line)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const { status } = response
    const body = isJson ? JSON.parse(text) : undefined
    const answer = { status, headers: response.headers, text, body }
    expectDocumented(method, path, answer)
    return answer
  }
}

export function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer
  throw new Error(`${status} was due, ${answer.status} came: ${answer.text}`)
}

export async function signIn(
  run: { siteUrl: string },
  { email, password }: Pick<DemoVoter, 'email' | 'password'>,
  client = new ApiClient(run.siteUrl),
): Promise<ApiClient> {
  expectStatus(await client.send('POST', '/api/session', { json: { email, password } }), 204)
  return client
}

export async function filledForm(client: ApiClient, voter: DemoVoter, phone: string) {
  const { body } = expectStatus(await client.send('POST', '/api/captchas'), 201)
  return {
    phone,
    numen: voter.numen,
    birthDate: voter.birthDate,
    captcha: { id: body.id as string, code: captchaCode },
  }
}

export async function requestReissue(
  client: ApiClient,
  voter: DemoVoter,
  phone: string,
): Promise<Answer> {
  return client.send('POST', '/api/reissues', { json: await filledForm(client, voter, phone) })
}

export async function requestAccepted(
  client: ApiClient,
  voter: DemoVoter,
  phone: string,
): Promise<string> {
  return expectStatus(await requestReissue(client, voter, phone), 202).body.id
}

export type AcceptedRequest = Awaited<ReturnType<typeof anAcceptedRequest>>

export async function anAcceptedRequest(run: LocalRun) {
  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  const phone = run.anotherPhone()
  return { voter, client, phone, reissueId: await requestAccepted(client, voter, phone) }
}

export async function spaceOf(client: ApiClient): Promise<Json> {
  return expectStatus(await client.send('GET', '/api/voter'), 200).body
}

export function stateReached(client: ApiClient, reissueId: string, state: string): Promise<Json> {
  let seen: Json
  const details = () =>
    `${JSON.stringify(seen)}\n${runs.get(client.siteUrl)?.linesAbout(reissueId)}`
  return eventually(
    `the request is ${state}`,
    async () => {
      seen = expectStatus(await client.send('GET', `/api/reissues/${reissueId}`), 200).body
      return seen.history.some((step: Json) => step.state === state) ? seen : undefined
    },
    // Each poll is a whole request, and more would slow down the work.
    { details, everyMilliseconds: 150 },
  )
}

export async function opensBooth(
  client: ApiClient,
  voter: DemoVoter,
  identifier: string,
): Promise<boolean> {
  const { password } = voter
  const answer = await client.send('POST', '/api/booth/session', { json: { identifier, password } })
  if (answer.status === 204) return true
  expectStatus(answer, 401)
  return false
}

export function identifierIn(sms: string): string {
  const [, identifier] = /identifiant de vote: (B5\w{2} \w{4} \w{4})$/m.exec(sms) ?? []
  if (!identifier) throw new Error('This SMS holds no identifier')
  return identifier
}

export function phoneNumber(index: number): string {
  return `+336${String(10_000_000 + index * 7)}`
}

export async function eventually<Value>(
  what: string,
  probe: () => Promise<Value | undefined> | Value | undefined,
  // Lambda may wait this long before it retries after failed logs.
  { withinMilliseconds = 100_000, everyMilliseconds = 50, details = (): string => '' } = {},
): Promise<Value> {
  const deadline = Date.now() + withinMilliseconds
  while (true) {
    const value = await probe()
    if (value !== undefined && (value as unknown) !== false) return value
    if (Date.now() > deadline)
      throw new Error(`It never came about that ${what}\n${details()}`.trim())
    await wait(everyMilliseconds)
  }
}
