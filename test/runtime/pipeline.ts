import { expect } from 'vitest'
import type { ProblemCode } from '../../shared/contract/problems.ts'
import { type HttpReply, type HttpRequest, httpHandler } from '../../shared/runtime/http.ts'
import { type Answer, originToken } from '../fakes/api-event.ts'

export const handlerOf = (respond: (request: HttpRequest) => Promise<HttpReply>) =>
  httpHandler(async () => [originToken], respond)

export const failingWith = (error: unknown) =>
  handlerOf(async () => {
    throw error
  })

export function expectProblem(answer: Answer, status: number, code: ProblemCode): void {
  expect(answer.json).toMatchObject({ status, code, type: `urn:reassort:problem:${code}` })
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers['cache-control']).toBe('no-store')
}
