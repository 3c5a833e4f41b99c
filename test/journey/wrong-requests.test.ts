import { afterEach, describe, expect } from 'vitest'
import * as z from 'zod/mini'
import type { DemoVoter } from '../../local/demo.ts'
import { type Route, routes } from '../../shared/contract/routes.ts'
import { problemTexts } from '../../shared/texts/problems.ts'
import {
  type Answer,
  ApiClient,
  type ApiRequest,
  expectStatus,
  filledForm,
  type Json,
  signIn,
  spaceOf,
} from './local-run.ts'
import { mails } from './mails.ts'
import { test } from './shared-run.ts'

let voter: DemoVoter
let client: ApiClient
let form: Awaited<ReturnType<typeof filledForm>>
let shown: Json = { remaining: 3, latest: null }
let linesBefore: number

test.beforeAll(async ({ run }) => {
  linesBefore = run.lines.length
  voter = run.anotherVoter()
  client = await signIn(run, voter)
  form = await filledForm(client, voter, run.anotherPhone())
})

afterEach(async () => {
  const { remaining, latest } = (await spaceOf(client)).reissue
  expect({ remaining, latest }).toEqual(shown)
})

function expectProblem(
  answer: Answer,
  status: number,
  code: keyof typeof problemTexts,
  request: ApiRequest = {},
): Json {
  expect({ status: answer.status, code: answer.body?.code }, answer.text).toEqual({ status, code })
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(answer.body).toMatchObject({
    type: `urn:reassort:problem:${code}`,
    title: problemTexts[code].title,
    status,
  })
  expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules|Error\b/)
  for (const typed of textsIn(request.json ?? request.body))
    expect(answer.text).not.toContain(typed)
  return answer.body
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim().length > 3 ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const nobodys = '00000000-0000-4000-8000-000000000000'
const json = { 'content-type': 'application/json' }

const bodies = Object.entries<Route>(routes).flatMap(([route, { body }]) =>
  body instanceof z.ZodMiniObject ? [[route, body.shape] as const] : [],
)

test.for(bodies)('a body of %s without its fields lists every error', async ([route, shape]) => {
  const [method = '', path = ''] = route.replace('{id}', nobodys).split(' ')
  const isRequired = (field: z.core.$ZodType) => !z.safeParse(field, undefined).success
  const fields = Object.keys(shape).filter((name) => isRequired(shape[name] ?? z.any()))
  if (path === '/api/reissues') fields.push('phone')
  const wrong = fields.map((field) => [field, field === 'captcha' ? 'abcd' : 12])
  for (const [json, code] of [
    [{}, 'required'],
    [Object.fromEntries(wrong), 'wrong-type'],
  ] as const) {
    const answer = await client.send(method, path, { json })
    const { errors } = expectProblem(answer, 400, 'invalid-input', { json })
    const message = expect.stringMatching(/^\p{Lu}.+\.$/u)
    expect(errors).toEqual(fields.map((field) => ({ field, code, message })))
  }
})

test.for([
  ['no value', '__Host-session='],
  ['an escape that is none', '__Host-session=%ZZ%E0%A4%A'],
  ['the right shape and no session', `__Host-session=${'A'.repeat(22)}.${'B'.repeat(43)}`],
  ['thousands of characters', `__Host-session=${'x'.repeat(6000)}`],
  ['a prototype', '__proto__=x; __Host-session=__proto__'],
] as const)('a cookie with %s opens nothing, and is signed out', async ([, cookie], { run }) => {
  const headers = { cookie }
  const visitor = new ApiClient(run.siteUrl)
  const ofVoters = Object.entries(routes).filter(
    ([, route]) => 'needsCookies' in route && String(route.needsCookies).includes('__Host-session'),
  )
  const { identifier, password } = voter
  const bodies: Record<string, object> = {
    'POST /api/reissues': form,
    'POST /api/booth/session': { identifier, password },
  }
  for (const [route] of ofVoters) {
    const [method = '', path = ''] = route.replace('{id}', nobodys).split(' ')
    const json = bodies[route]
    const answer = await visitor.send(method, path, { ...(json && { json }), headers })
    expectProblem(answer, 401, 'unauthenticated', { json })
  }
  const answer = await visitor.send('DELETE', '/api/session', { headers })
  expect(answer.status).toBe(204)
  expect(answer.headers.getSetCookie()).toHaveLength(2)
})

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']

test.for([
  '/api/',
  '/api/nothing',
  '/api/session/',
  '/api/session/more',
  '/api//session',
  '/api/Session',
  '/api/voter/1',
  '/api/reissues/',
  '/api/reissues/1/2',
  '/api/booth/',
  '/api/%73ession',
  '/api/<script>',
])('%s does not exist', async (path) => {
  for (const method of methods) {
    const body = method === 'GET' ? undefined : { json: { email: 'abcd' } }
    expectProblem(await client.send(method, path, body), 404, 'not-found')
  }
})

test("a refused method gets the list of the path's methods", async () => {
  const byPath = Map.groupBy(Object.keys(routes), (route) => route.split(' ')[1] as string)
  for (const [path, its] of byPath) {
    const has = its.map((route) => route.split(' ')[0] as string)
    for (const method of methods.filter((one) => !has.includes(one))) {
      const answer = await client.send(method, path.replace(/\{\w+\}/, '1'))
      expectProblem(answer, 405, 'method-not-allowed')
      expect(answer.headers.get('allow')?.split(', ').toSorted(), path).toEqual(has.toSorted())
    }
  }
})

test('no function of the API answers a call that bypassed CloudFront', async ({ run }) => {
  const { email, password } = voter
  for (const name of new Set(run.app.api.routes.map(({ functionName }) => functionName))) {
    for (const headers of [{}, { 'x-origin-token': '' }, { 'x-origin-token': 'a'.repeat(64) }]) {
      const result = (await run.lambdas.invoke(name, {
        version: '2.0',
        routeKey: '$default',
        rawPath: '/api/session',
        rawQueryString: '',
        headers: { ...json, ...headers },
        cookies: [`__Host-session=${client.cookies.get('__Host-session')}`],
        requestContext: { http: { method: 'POST', path: '/api/session' } },
        body: JSON.stringify({ email, password }),
        isBase64Encoded: false,
      })) as { statusCode: number; body: string; cookies?: string[] }
      expect(result.statusCode, name).toBe(403)
      expect(JSON.parse(result.body).code).toBe('forbidden')
      expect(result.cookies).toBeUndefined()
    }
  }
  const answer = await client.send('GET', '/api/voter', { headers: { 'x-origin-token': 'abcd' } })
  expectStatus(answer, 200)
})

describe('after all this', () => {
  test('nothing was sent to anyone', async ({ run }) => {
    expect(run.textsTo(form.phone)).toEqual([])
    const recipients = (await mails(run)).flatMap(({ destination }) => destination.to)
    expect(recipients).not.toContain(voter.email)
  })

  test('nothing typed is in the log, and no function failed', ({ run }) => {
    const lines = run.lines.slice(linesBefore)
    const journal = lines.join('\n')
    for (const secret of [
      ...[voter.numen, voter.birthDate, voter.password, voter.email],
      ...[voter.identifier, voter.identifier.replaceAll(' ', ''), form.phone, form.captcha.id],
      ...['__proto__', 'xxxx'],
    ]) {
      expect(journal).not.toContain(secret)
    }
    expect(journal).not.toContain('request.failed')
    expect(lines.filter((line) => !line.startsWith('{"at":'))).toEqual([])
  })
})

test('the voter’s own request with the same captcha is then accepted', async () => {
  const answer = expectStatus(await client.send('POST', '/api/reissues', { json: form }), 202)
  shown = { remaining: 2, latest: answer.body }
  expect(answer.text).not.toContain(form.phone)
  expect(answer.body.maskedPhone).toBe(`•• •• •• •• ${form.phone.slice(-2)}`)
})
