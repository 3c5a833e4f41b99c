import { setTimeout as wait } from 'node:timers/promises'
import type { SQSBatchResponse } from 'aws-lambda'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readReceipts } from '../../functions/collect-receipts/collect-receipts.ts'
import type { HttpResponse } from '../../local/api-gateway.ts'
import { problems } from '../../shared/contract/problems.ts'
import { problemsOf } from '../../shared/contract/routes.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'
import { expectDocumented } from '../contract/documented-answers.ts'
import { type ApiCase, apiCases, freshCaptcha, routes } from './api-requests.ts'
import { caseCount, knownVoters, propertyOptions, routeCases } from './cases.ts'
import { awsLogs, brokenLogs, logLines } from './delivery-logs.ts'
import { type FuzzedRun, secretIn, startFuzzedRun } from './fuzzed-run.ts'
import { isReadable, queueCases } from './queue-messages.ts'
import { sendAsStaff, staffCases } from './staff-requests.ts'

const atOnce = 10
const severalCases = (run: FuzzedRun) =>
  fc.array(apiCases(run), { minLength: atOnce, maxLength: atOnce })

const batches = caseCount(200)
const staffRequests = caseCount(300)

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

function expectAnswer(
  { method, path }: { method: string; path: string },
  allowed: readonly string[],
  answer: HttpResponse,
  shown = answer.body.toString(),
): void {
  const headers = new Headers(answer.headers)
  const text = answer.body.toString()
  const isJson = /json/.test(headers.get('content-type') ?? '')
  const body: unknown = isJson ? JSON.parse(text) : undefined
  expect(answer.status, text).toBeLessThan(500)
  expectDocumented(method, path, { status: answer.status, headers, body })
  const shownHeaders = answer.headers.filter(([name]) => name !== 'set-cookie').join('\n')
  expect(secretIn(`${shown}\n${shownHeaders}`, run.secrets)).toBeUndefined()
  if (answer.status < 400) return
  const { code, status } = body as { code: keyof typeof problems; status: number }
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect([status, answer.status]).toEqual([problems[code].status, problems[code].status])
  expect(allowed).toContain(code)
}

describe('any request to the API', () => {
  test(`is answered as the contract says, without a failure or a secret, ${routeCases} times`, async () => {
    await fc.assert(
      fc.asyncProperty(severalCases(run), async (cases) => {
        const answers = await Promise.all(cases.map(send))
        for (const [index, one] of cases.entries()) {
          const { route } = one
          const allowed = route ? problemsOf(routes[route]) : ['not-found', 'method-not-allowed']
          expectAnswer(one, allowed, answers[index] as HttpResponse)
        }
        run.readJournal()
      }),
      propertyOptions('requests, ten at once', Math.ceil(routeCases / atOnce)),
    )
  }, 7_200_000)

  test(`sent by the staff is answered as their contract says, ${staffRequests} times`, async () => {
    await fc.assert(
      fc.asyncProperty(staffCases(run, run.staffCookies), async (one) => {
        const { route } = one
        const answer = await sendAsStaff(run, one)
        const [method = '', path = ''] = route.split(' ')
        const allowed = problemsOf(staffRoutes[route])
        expectAnswer({ method, path }, allowed, answer, shownToStaff(answer))
        run.readJournal()
      }),
      propertyOptions('requests of staff', staffRequests),
    )
  }, 3_600_000)
})

/** The sign-in URL may name a hostile page to return to: providers redirect to registered pages only. */
function shownToStaff({ body }: HttpResponse): string {
  const text = body.toString()
  const { address } = Object(text === '' ? {} : JSON.parse(text)) as { address?: string }
  if (address === undefined) return text
  const url = new URL(address)
  url.searchParams.delete('redirect_uri')
  return url.href
}

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
      propertyOptions('batches of messages', batches),
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
        const { receipts, unreadCount } = readReceipts({ messageType: 'DATA_MESSAGE', logEvents })
        expect(receipts.length + unreadCount).toBe(messages.length)
        await collect(awsLogs(messages))
        run.readJournal()
      }),
      propertyOptions('deliveries of logs', batches),
    )
  }, 3_600_000)

  test('is never quoted when a malformed delivery fails', async () => {
    await fc.assert(
      fc.asyncProperty(brokenLogs, async (event) => {
        const ended = await collect(event).then(
          () => 'collected',
          (error: unknown) => (error as Error).message,
        )
        expect(ended).toMatch(/^collected$|The receipts could not be collected$/)
      }),
      propertyOptions('broken deliveries of logs', Math.ceil(batches / 4)),
    )
  }, 3_600_000)
})

test('the functions logged no secret meanwhile', async () => {
  // A worker's log lines arrive after its answer.
  await wait(200)
  run.readJournal()
  expect(run.lines.length).toBeGreaterThan(0)
})
