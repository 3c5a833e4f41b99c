import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { ProblemCode } from '../../shared/contract/problems.ts'
import { type HttpReply, type HttpRequest, httpHandler } from '../../shared/runtime/http.ts'
import { anSqsRecord, withSecondsLeft } from '../builders/sqs-records.ts'
import { type Answer, originToken } from '../fakes/api-event.ts'

export const handlerOf = (respond: (request: HttpRequest) => Promise<HttpReply>) =>
  httpHandler(async () => [originToken], respond)

export const failingWith = (error: unknown) =>
  handlerOf(async () => {
    throw error
  })

export function aTime(suspendedSince: Date) {
  let seen: Date | undefined
  return {
    async refresh() {
      seen = suspendedSince
    },
    suspendedSince: () => seen,
  }
}

export function expectProblem(answer: Answer, status: number, code: ProblemCode): void {
  expect(answer.json).toMatchObject({ status, code, type: `urn:reassort:problem:${code}` })
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers['cache-control']).toBe('no-store')
}

export function printedLines(): string[] {
  const printed: string[] = []
  beforeEach(() => {
    printed.length = 0
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      printed.push(String(line).trimEnd())
      return true
    })
  })
  afterEach(() => vi.restoreAllMocks())
  return printed
}

const remainingSeconds = 29.5

/** @returns positions of the bodies whose messages go back. @param firstPutAt in milliseconds */
export async function handOver(
  handler: unknown,
  bodies: string[],
  { tries = 1, firstPutAt }: { tries?: number | undefined; firstPutAt?: number | undefined } = {},
): Promise<number[]> {
  const messageAttributes: SQSRecord['messageAttributes'] = firstPutAt
    ? { FirstPutAt: { dataType: 'Number', stringValue: String(firstPutAt) } }
    : {}
  const sentAt = Date.now() - 90_000
  const Records = bodies.map((body, index) => {
    const record = anSqsRecord(body, { messageId: `message-${index}`, receives: tries, sentAt })
    return { ...record, messageAttributes, receiptHandle: `handle-${index}` }
  })
  const handle = handler as (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>
  const { batchItemFailures } = await handle({ Records }, withSecondsLeft(remainingSeconds))
  return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier.split('-')[1]))
}
