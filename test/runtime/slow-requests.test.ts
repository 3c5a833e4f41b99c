import type { Context } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '../../shared/runtime/problem.ts'
import { anApiEvent } from '../fakes/api-event.ts'
import { handlerOf, printedLines } from './pipeline.ts'

const printed = printedLines()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T09:00:00Z') })
})

afterEach(() => vi.useRealTimers())

async function answerAfter(milliseconds: number, respond: () => { status: number }) {
  const event = anApiEvent({})
  event.requestContext.timeEpoch = Date.now()
  const handler = handlerOf(async () => {
    vi.setSystemTime(Date.now() + milliseconds)
    return respond()
  })
  await handler(event, {} as Context)
}

const refuse = () => {
  throw new Problem('phone-taken')
}

describe('a request', () => {
  it.each([
    ['that is answered', () => ({ status: 204 }), 204],
    ['that is refused', refuse, 409],
  ])(
    '%s is told when that took over a second: its route, its id, how long',
    async (_, respond, status) => {
      await answerAfter(1000, respond)
      expect(printed).toEqual([])
      await answerAfter(1001, respond)
      expect(printed.map((line) => JSON.parse(line))).toEqual([
        {
          at: expect.any(String),
          event: 'request.slow',
          route: 'POST /api/test',
          requestId: 'request-1',
          status,
          milliseconds: 1001,
        },
      ])
    },
  )
})
