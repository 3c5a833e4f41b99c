import { setTimeout as wait } from 'node:timers/promises'
import type { SQSBatchResponse } from 'aws-lambda'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readReceipts } from '../../functions/collect-receipts/collect-receipts.ts'
import type { HttpResponse } from '../../local/api-gateway.ts'
import { problems } from '../../shared/contract/problems.ts'
import { problemsIn } from '../../shared/contract/routes.ts'
import { expectDocumented } from '../contract/documented-answers.ts'
import { type ApiCase, apiCases, freshCaptcha, routes } from './api-requests.ts'
import { knownVoters, otherCases, playing, routeCases } from './cases.ts'
import { awsLogs, brokenLogs, logLines } from './delivery-logs.ts'
import { type FuzzedRun, secretIn, startFuzzedRun } from './fuzzed-run.ts'
import { isReadable, queueCases } from './queue-messages.ts'

/** Concurrent requests also meet each other, and take half the time. */
const atOnce = 10
const severalCases = (run: FuzzedRun) =>
  fc.array(apiCases(run), { minLength: atOnce, maxLength: atOnce })

const batches = otherCases(200)

let run: FuzzedRun
beforeAll(async () => {
  run = await startFuzzedRun(knownVoters)
})
afterAll(() => run?.stop())

async function send({ headers, method, path, body, drawsFor }: ApiCase): Promise<HttpResponse> {
  if (drawsFor && body.includes(freshCaptcha)) {
    const captcha = await run.call({
      method: 'POST',
      path: '/api/captchas',
      headers: { cookie: [`__Host-session=${drawsFor.client.cookies.get('__Host-session')}`] },
    })
    // A voter whose sessions have ended sends the placeholder itself.
    const { id = freshCaptcha } = JSON.parse(captcha.body.toString()) as { id?: string }
    return run.call({ method, path, headers, body: replaced(body, freshCaptcha, id) })
  }
  return run.call({ method, path, headers, body })
}

const replaced = (body: Buffer, former: string, next: string) =>
  Buffer.from(body.toString('latin1').replaceAll(former, next), 'latin1')

function expectAnswer({ route, method, path }: ApiCase, answer: HttpResponse): string {
  const headers = new Headers(answer.headers)
  const text = answer.body.toString()
  const isJson = /json/.test(headers.get('content-type') ?? '')
  const body: unknown = isJson ? JSON.parse(text) : undefined
  expect(answer.status, text).toBeLessThan(500)
  expectDocumented(method, path, { status: answer.status, headers, body })
  expectNoSecret(answer, text)
  if (answer.status < 400) return String(answer.status)
  const { code, status } = body as { code: keyof typeof problems; status: number }
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect({ status, sent: answer.status }).toEqual({
    status: problems[code].status,
    sent: problems[code].status,
  })
  expect(route ? problemsIn(routes[route]) : ['not-found', 'method-not-allowed']).toContain(code)
  return code
}

function expectNoSecret({ headers }: HttpResponse, text: string): void {
  const shown = headers.filter(([name]) => name !== 'set-cookie').join('\n')
  expect(secretIn(`${text}\n${shown}`, run.secrets)).toBeUndefined()
}

describe('any request to the API', () => {
  test(`is answered as the contract says, without a failure or a secret, ${routeCases} times`, async () => {
    const met = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(severalCases(run), async (cases) => {
        const answers = await Promise.all(cases.map(send))
        for (const [index, one] of cases.entries()) {
          const answer = `${one.route} ${expectAnswer(one, answers[index] as HttpResponse)}`
          met.set(answer, (met.get(answer) ?? 0) + 1)
        }
        run.readJournal()
      }),
      playing('requests, ten at once', Math.ceil(routeCases / atOnce)),
    )
    console.log(
      [...met]
        .sort()
        .map(([answer, times]) => `${answer}: ${times}`)
        .join('\n'),
    )
  }, 7_200_000)
})

describe('any message in a queue', () => {
  test(`comes back if it is unreadable, and no consumer breaks, ${batches} times`, async () => {
    await fc.assert(
      fc.asyncProperty(queueCases(run), async ({ functionName, event }) => {
        const result = (await run.lambdas.invoke(functionName, event)) as SQSBatchResponse
        const back = result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
        const ids = event.Records.map(({ messageId }) => messageId)
        expect(back.filter((id) => !ids.includes(id))).toEqual([])
        const unreadable = event.Records.filter(({ body }) => !isReadable(body))
        expect(back).toEqual(expect.arrayContaining(unreadable.map(({ messageId }) => messageId)))
        run.readJournal()
      }),
      playing('batches of messages', batches),
    )
  }, 3_600_000)
})

describe('any line of SNS’s log', () => {
  const collect = (event: object) =>
    run.lambdas.invoke(run.app.receiptCollector.functionName, event)

  test(`is a receipt or counted as unreadable, ${batches} times`, async () => {
    await fc.assert(
      fc.asyncProperty(logLines, async (messages) => {
        const logEvents = messages.map((message) => ({ id: '', timestamp: Date.now(), message }))
        const { receipts, unreadable } = readReceipts({ messageType: 'DATA_MESSAGE', logEvents })
        expect(receipts.length + unreadable).toBe(messages.length)
        await collect(awsLogs(messages))
        run.readJournal()
      }),
      playing('deliveries of logs', batches),
    )
  }, 3_600_000)

  test('is not quoted by the failure of a malformed delivery', async () => {
    await fc.assert(
      fc.asyncProperty(brokenLogs, async (event) => {
        const ended = await collect(event).then(
          () => 'collected',
          (error: unknown) => (error as Error).message,
        )
        expect(ended).toMatch(/^collected$|The receipts could not be collected$/)
      }),
      playing('broken deliveries of logs', Math.ceil(batches / 4)),
    )
  }, 3_600_000)
})

test('the functions logged no secret meanwhile', async () => {
  // A worker's log lines arrive after its answer.
  await wait(200)
  run.readJournal()
  expect(run.lines.length).toBeGreaterThan(0)
})
