import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { problemSchema } from '../../shared/contract/problem-document.ts'
import {
  type FieldError,
  type ProblemCode,
  type ProblemKind,
  type ProblemMembers,
  problems,
} from '../../shared/contract/problems.ts'
import { Problem, problemBody, problemOf } from '../../shared/runtime/problem.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { retryText } from '../../shared/texts/problems.ts'
import { aReissue, neverSuspended } from '../builders/values.ts'
import { call } from '../fakes/api-event.ts'
import { expectProblem, failingWith, printedLines } from './pipeline.ts'

const printed = printedLines()

const members: ProblemMembers = {
  errors: [{ field: 'phone', code: 'not-mobile' }],
  reissue: publicReissue(aReissue({ reissueId: randomUUID() }), neverSuspended),
  until: new Date('2026-11-26T09:00:00Z'),
  captcha: true,
  mailedCode: true,
  retryAfterSeconds: 42,
  allow: ['POST'],
  completeLength: 42,
}

const membersNamed = (names: readonly (keyof ProblemMembers)[]) =>
  Object.fromEntries(names.map((name) => [name, members[name]])) as unknown as ProblemMembers

it.each(Object.entries(problems) as [ProblemCode, ProblemKind][])(
  '%s has its status, a French title, and the members of its kind',
  async (code, { status, members = [], optionalMembers = [] }) => {
    for (const names of [members, [...members, ...optionalMembers]]) {
      const answer = await call(failingWith(new Problem(code, membersNamed(names))))
      expectProblem(answer, Number(status), code)
      expect(z.safeParse(problemSchema(code), answer.json).error).toBeUndefined()
      expect((answer.json as { title: string }).title).toMatch(/^\p{Lu}.+\.$/u)
    }
  },
)

it('a refusal for too many attempts says when to come back', async () => {
  const answer = await call(failingWith(new Problem('too-many-attempts', { retryAfterSeconds: 9 })))
  expect(answer.headers['retry-after']).toBe('9')
  expect(answer.json).toMatchObject({ detail: retryText(9) })
  expect(answer.json).not.toHaveProperty('captcha')
  const other = await call(failingWith(new Problem('not-found')))
  expect(other.json).not.toHaveProperty('detail')
  expect(other.headers).not.toHaveProperty('retry-after')
  expect(other.headers).not.toHaveProperty('content-range')
  // @ts-expect-error This code requires the time to wait.
  new Problem('unavailable')
})

it.each([
  ['captcha', { captcha: true }],
  ['mailed-code', { mailedCode: true }],
  [undefined, {}],
] as const)('too many sign-in attempts name the way out: %s', async (bypass, ways) => {
  const refusal = { outcome: 'too-many-attempts', retryAfterSeconds: 5, bypass } as const
  const { status, headers, json } = await call(failingWith(problemOf(refusal)))
  expect([status, headers['retry-after']]).toEqual([429, '5'])
  const { captcha, mailedCode } = json as { captcha?: true; mailedCode?: true }
  expect({ ...(captcha && { captcha }), ...(mailedCode && { mailedCode }) }).toEqual(ways)
})

it('a refusal tells each field with its code and a sentence', () => {
  const errors: FieldError[] = [
    { field: 'phone', code: 'not-mobile' },
    { field: 'phone', code: 'wrong-type' },
  ]
  const [known, unknown] = problemBody(new Problem('invalid-input', { errors })).errors ?? []
  expect(known).toMatchObject({ field: 'phone', code: 'not-mobile' })
  expect(known?.message).toMatch(/mobile/)
  expect(unknown?.message).toMatch(/^\p{Lu}.+\.$/u)
  expect(unknown?.message).not.toBe(known?.message)
})

const secret = '+33612345678 B5XX XXXX XXXX'

const named = (name: string, members: object = {}) =>
  Object.assign(new Error(secret), { name, ...members })
const answered = { $metadata: { httpStatusCode: 400 } }

it.each([
  ['of an AWS service', named('ThrottlingException', answered), 503, 'unavailable'],
  ['of the network', named('Error', { code: 'ECONNRESET' }), 503, 'unavailable'],
  ['that is no answer in time', named('TimeoutError'), 503, 'unavailable'],
  ['of credentials', named('CredentialsProviderError'), 503, 'unavailable'],
  ['of a call of ours', named('ValidationException', answered), 500, 'internal-error'],
  ['of an argument of ours', named('Error', { code: 'ERR_METHOD' }), 500, 'internal-error'],
  ['of what must hold', new Error(secret), 500, 'internal-error'],
  ['of ours', new TypeError(secret), 500, 'internal-error'],
  ['that is no error', secret, 500, 'internal-error'],
  ['that is nothing', undefined, 500, 'internal-error'],
] as const)('a failure %s keeps its message to itself', async (_, error, status, code) => {
  const answer = await call(failingWith(error))
  expectProblem(answer, status, code)
  const said = JSON.stringify(answer) + printed.join()
  expect(said).not.toContain('612345678')
  expect(JSON.stringify(answer)).not.toMatch(/\bat .+\.ts:\d+/)
  expect(printed.map((line) => JSON.parse(line))).toMatchObject([
    {
      event: 'request.failed',
      route: 'POST /api/test',
      requestId: 'request-1',
      code,
      frames: [],
    },
  ])
})

it('a failure of a service says when to try again', async () => {
  const answer = await call(failingWith(named('TimeoutError')))
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
})
