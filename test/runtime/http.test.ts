import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { emailField, passwordField, typed } from '../../shared/contract/fields.ts'
import { newToken } from '../../shared/domain/session.ts'
import {
  checkBody,
  cookie,
  type HttpReply,
  type HttpRequest,
  httpHandler,
  readBody,
} from '../../shared/runtime/http.ts'
import {
  Problem,
  type ProblemCode,
  problemBody,
  publicReissue,
  tooManyAttempts,
} from '../../shared/runtime/problem.ts'
import { aReissue, voterId } from '../builders/values.ts'
import { type Answer, call, originToken } from '../fakes/api-event.ts'

/** What the pipeline wrote to standard output. */
let printed: string[]

beforeEach(() => {
  printed = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    printed.push(String(line).trimEnd())
    return true
  })
})

afterEach(() => vi.restoreAllMocks())

const handlerOf = (respond: (request: HttpRequest) => Promise<HttpReply>) =>
  httpHandler(async () => originToken, respond)

/** Answers with what it was given. */
const echo = handlerOf(async ({ json }) => ({ status: 200, body: { json } }))

const failingWith = (error: unknown) =>
  handlerOf(async () => {
    throw error
  })

/** Calls a route that tells what the pipeline made of the request. */
async function requestOf(event: Parameters<typeof call>[1]): Promise<HttpRequest> {
  let seen: HttpRequest | undefined
  const handler = handlerOf(async (request) => {
    seen = request
    return { status: 204 }
  })
  await call(handler, event)
  if (!seen) throw new Error('The request was not let through')
  return seen
}

function expectProblem(answer: Answer, status: number, code: ProblemCode): void {
  expect(answer.json).toMatchObject({ status, code, type: `urn:reassort:problem:${code}` })
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers['cache-control']).toBe('no-store')
}

describe('a request', () => {
  it.each([
    ['without a token', {}],
    ['with a wrong token of the same length', { 'x-origin-token': 'W'.repeat(originToken.length) }],
    ['with a longer one', { 'x-origin-token': `${originToken}!` }],
    ['with an empty one', { 'x-origin-token': '' }],
  ])('%s did not come through CloudFront: the route does not see it', async (_, headers) => {
    const route = vi.fn(async () => ({ status: 204 }))
    const given = { 'x-origin-token': '', ...headers }
    expectProblem(await call(handlerOf(route), { headers: given }), 403, 'forbidden')
    expect(route).not.toHaveBeenCalled()
    expect(printed.map((line) => JSON.parse(line).event)).toEqual(['origin.refused'])
  })

  it('is not let through when the token cannot be read', async () => {
    const route = vi.fn(async () => ({ status: 204 }))
    const handler = httpHandler(async () => {
      throw new Error('Secrets Manager is down')
    }, route)
    expectProblem(await call(handler), 503, 'unavailable')
    expect(route).not.toHaveBeenCalled()
  })

  it("brings the client's address as CloudFront saw it, without the port", async () => {
    const from = async (address: string) =>
      (await requestOf({ headers: { 'cloudfront-viewer-address': address } })).clientNetwork
    expect(await from('198.51.100.7:46532')).toBe('198.51.100.7')
    expect(await from('2001:db8::1:46532')).toBe('2001:db8:0')
  })

  it('brings its path, its method and its parameters', async () => {
    const event = { path: '/api/reissues/42', method: 'GET', pathParameters: { id: '42' } }
    expect(await requestOf(event)).toMatchObject(event)
    expect((await requestOf({})).pathParameters).toEqual({})
  })
})

describe('a body', () => {
  const bodyOf = (bytes: number) => JSON.stringify({ text: 'x'.repeat(bytes - 11) })

  it('is parsed as JSON, in clear or in base64, whatever the charset parameter', async () => {
    const body = '{"name":"Élodie 💥"}'
    const json = { name: 'Élodie 💥' }
    const base64 = Buffer.from(body).toString('base64')
    const types = ['application/json', 'application/json; charset=utf-8', 'Application/JSON ;x=y']
    for (const type of types) {
      const headers = { 'content-type': type }
      expect((await call(echo, { body, headers })).json).toEqual({ json })
      expect((await call(echo, { body: base64, base64: true, headers })).json).toEqual({ json })
    }
  })

  it('may hold 16 KiB and not one byte more', async () => {
    expect(Buffer.byteLength(bodyOf(16_384))).toBe(16_384)
    expect((await call(echo, { body: bodyOf(16_384) })).status).toBe(200)
    expectProblem(await call(echo, { body: bodyOf(16_385) }), 413, 'body-too-large')
  })

  it('is measured in bytes once decoded, not in characters', async () => {
    const accents = JSON.stringify('é'.repeat(8191))
    expect(Buffer.byteLength(accents)).toBe(16_384)
    expect((await call(echo, { body: accents })).status).toBe(200)
    expectProblem(
      await call(echo, { body: JSON.stringify('é'.repeat(8192)) }),
      413,
      'body-too-large',
    )
    const base64 = Buffer.from(bodyOf(16_384)).toString('base64')
    expect((await call(echo, { body: base64, base64: true })).status).toBe(200)
    const tooLong = Buffer.from(bodyOf(16_385)).toString('base64')
    expectProblem(await call(echo, { body: tooLong, base64: true }), 413, 'body-too-large')
  })

  it.each([
    '{',
    '{"a":1,}',
    'NaN',
    'undefined',
    "{'a':1}",
    '{"a":1}{"b":2}',
    '\u0000',
    '\ufeff\ufeff{}',
  ])('that is not JSON is refused: %j', async (body) => {
    expectProblem(await call(echo, { body }), 400, 'invalid-input')
  })

  it('that is not UTF-8 is refused, not mended', async () => {
    const bytes = Buffer.from([0x22, 0xff, 0xfe, 0x22])
    const answer = await call(echo, { body: bytes.toString('base64'), base64: true })
    expectProblem(answer, 400, 'invalid-input')
    const overlong = Buffer.from([0x22, 0xc0, 0x80, 0x22]).toString('base64')
    expectProblem(await call(echo, { body: overlong, base64: true }), 400, 'invalid-input')
  })

  it.each([
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonp',
    'text/plain; application/json',
  ])('of the media type %j is refused', async (type) => {
    const answer = await call(echo, { body: '{}', headers: { 'content-type': type } })
    expectProblem(answer, 415, 'unsupported-media-type')
  })

  it('that is absent or empty is none, and needs no media type', async () => {
    const headers = { 'content-type': '' }
    expect((await call(echo, { headers })).json).toEqual({})
    expect((await call(echo, { body: '', headers })).json).toEqual({})
  })

  it('that the route does not look at is not read', async () => {
    const handler = handlerOf(async ({ method }) => ({ status: 200, body: { method } }))
    expect((await call(handler, { body: '{', method: 'DELETE' })).status).toBe(200)
  })

  it('never echoes in the answer', async () => {
    const answer = await call(echo, { body: '{"password":"très secret"' })
    expect(answer.text).not.toContain('secret')
    expect(printed.join()).not.toContain('secret')
  })
})

describe('the cookies', () => {
  const space = newToken({ voterId, sessionEpoch: 0 })
  const booth = newToken({ voterId, sessionEpoch: 0 })

  it('are read as what they claim', async () => {
    const cookies = [
      `__Host-session=${space.cookie}`,
      `__Host-booth=${booth.cookie}`,
      '__Host-device=the device',
    ]
    expect(await requestOf({ cookies })).toMatchObject({
      spaceClaim: space.claim,
      boothClaim: booth.claim,
      deviceCookie: 'the device',
    })
  })

  it('of other names, and none at all, claim nothing', async () => {
    for (const cookies of [undefined, [], [`session=${space.cookie}`], ['']]) {
      const request = await requestOf(cookies ? { cookies } : {})
      expect([request.spaceClaim, request.boothClaim]).toEqual([undefined, undefined])
    }
  })

  it.each([
    '__Host-session=',
    '__Host-session',
    '=',
    ';;;;',
    '__proto__=x; constructor=y',
    '__Host-session=%',
    '__Host-session=%00%ff',
    `__Host-session=${voterId}`,
    `__Host-session=${space.cookie}x`,
    `__Host-session=x${space.cookie}`,
    `__Host-session=${space.cookie}\n`,
    `__Host-session=${space.cookie.replace('.', '..')}`,
    `__Host-session=${'x'.repeat(100_000)}`,
    `__Host-session=../../${'a'.repeat(22)}.${'b'.repeat(43)}`,
    `__Host-session={"voterId":"x"}`,
    '\u0000\u0001=\u0002',
  ])('are harmless when hostile: %.60j', async (hostile) => {
    const request = await requestOf({ cookies: [hostile] })
    expect(request.spaceClaim).toBeUndefined()
    expect(Object.prototype).not.toHaveProperty('x')
  })

  it('are set for this host and path only, out of reach of scripts and other sites', () => {
    expect(cookie('__Host-session', space.cookie)).toBe(
      `__Host-session=${space.cookie}; Path=/; HttpOnly; Secure; SameSite=Strict`,
    )
  })

  it('end with the browser, but for the one that makes it known: that lasts 90 days', () => {
    expect(cookie('__Host-device', 'the device')).toBe(
      '__Host-device=the%20device; Max-Age=7776000; Path=/; HttpOnly; Secure; SameSite=Strict',
    )
  })

  it('are cleared with the same attributes', () => {
    const cleared = cookie('__Host-booth')
    expect(cleared).toMatch(/^__Host-booth=;/)
    const attributes = cleared.split('; ').slice(1)
    expect(attributes.toSorted()).toEqual(
      ['HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Strict', 'Secure'].toSorted(),
    )
  })
})

describe('an answer', () => {
  it('is JSON that nothing may store', async () => {
    const answer = await call(handlerOf(async () => ({ status: 202, body: { id: 'é' } })))
    expect(answer).toMatchObject({ status: 202, json: { id: 'é' }, cookies: [] })
    expect(answer.headers).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    })
  })

  it('without a body has none, and no type', async () => {
    const reply = { status: 204, cookies: ['a=b'] }
    const answer = await call(handlerOf(async () => reply))
    expect(answer).toMatchObject({ status: 204, text: '', cookies: ['a=b'] })
    expect(answer.headers).toEqual({ 'cache-control': 'no-store' })
  })
})

describe('a refusal', () => {
  it.each<[ProblemCode, number]>([
    ['invalid-input', 400],
    ['captcha-failed', 400],
    ['unauthenticated', 401],
    ['wrong-credentials', 401],
    ['identity-mismatch', 403],
    ['reissue-closed', 403],
    ['vote-closed', 403],
    ['not-found', 404],
    ['method-not-allowed', 405],
    ['voter-limit', 409],
    ['phone-limit', 409],
    ['phone-taken', 409],
    ['already-pending', 409],
    ['body-too-large', 413],
    ['unsupported-media-type', 415],
    ['too-many-attempts', 429],
    ['internal-error', 500],
    ['unavailable', 503],
  ])('%s is %i, with a French title', async (code, status) => {
    const answer = await call(failingWith(new Problem(code)))
    expectProblem(answer, status, code)
    expect((answer.json as { title: string }).title).toMatch(/^\p{Lu}.+\.$/u)
  })

  it('for too many tries says when to come back', async () => {
    const problem = new Problem('too-many-attempts', { retryAfterSeconds: 42 })
    const answer = await call(failingWith(problem))
    expect(answer.headers['retry-after']).toBe('42')
    expect(answer.json).not.toHaveProperty('captcha')
    expect((await call(failingWith(new Problem('not-found')))).headers).not.toHaveProperty(
      'retry-after',
    )
  })

  it('for too many attempts says whether a security code lets in at once', async () => {
    const refusal = { outcome: 'too-many-attempts', retryAfterSeconds: 5 } as const
    const open = await call(failingWith(tooManyAttempts({ ...refusal, captcha: true })))
    expect(open).toMatchObject({ status: 429, headers: { 'retry-after': '5' } })
    expect(open.json).toMatchObject({ captcha: true })
    const shut = await call(failingWith(tooManyAttempts({ ...refusal, captcha: false })))
    expect(shut.headers['retry-after']).toBe('5')
    expect(shut.json).not.toHaveProperty('captcha')
  })

  it('of a method says which there are', async () => {
    const problem = new Problem('method-not-allowed', { allow: ['POST', 'DELETE'] })
    expect((await call(failingWith(problem))).headers.allow).toBe('POST, DELETE')
  })

  it('of fields tells each with its code and a sentence', () => {
    const errors = [
      { field: 'phone', code: 'not-mobile' },
      { field: 'phone', code: 'never heard of' },
    ]
    const [known, unknown] = problemBody(new Problem('invalid-input', { errors })).errors ?? []
    expect(known).toMatchObject({ field: 'phone', code: 'not-mobile' })
    expect(known?.message).toMatch(/mobile/)
    expect(unknown?.message).toMatch(/^\p{Lu}.+\.$/u)
    expect(unknown?.message).not.toBe(known?.message)
  })
})

describe('an unexpected failure', () => {
  const secret = '+33612345678 B5XX XXXX XXXX'

  class TimeoutError extends Error {
    override name = 'TimeoutError'
  }

  it.each([
    ['of an AWS service', new TimeoutError(secret), 503, 'unavailable'],
    ['that is no error', secret, 503, 'unavailable'],
    ['that is nothing', undefined, 503, 'unavailable'],
    ['of ours', new TypeError(secret), 500, 'internal-error'],
    ['of ours, in a range', new RangeError(secret), 500, 'internal-error'],
    ['of ours, in a name', new ReferenceError(secret), 500, 'internal-error'],
  ] as const)(
    '%s says nothing of its message, nor to the journal',
    async (_, error, status, code) => {
      const answer = await call(failingWith(error))
      expectProblem(answer, status, code)
      const said = JSON.stringify(answer) + printed.join()
      expect(said).not.toContain('612345678')
      expect(said).not.toMatch(/\bat .+\.ts:\d+/)
      expect(printed.map((line) => JSON.parse(line))).toMatchObject([
        { event: 'request.failed', route: 'POST /api/test' },
      ])
    },
  )

  it('of a service says when to try again', async () => {
    const answer = await call(failingWith(new TimeoutError(secret)))
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('the check of a body', () => {
  const schema = z.object({ email: emailField, password: passwordField, note: typed(5) })
  const right = { email: 'a@b.example', password: ' ', note: '12345' }

  it('lets a right one through, a password of spaces included', () => {
    expect(checkBody(schema, right)).toEqual({ value: right })
    expect(readBody(schema, right)).toEqual(right)
  })

  it.each([
    [{}, { email: 'required', password: 'required', note: 'required' }],
    [{ ...right, email: null }, { email: 'required' }],
    [{ ...right, email: '' }, { email: 'required' }],
    [{ ...right, email: 'nobody' }, { email: 'malformed' }],
    [{ ...right, email: 'a@b@c' }, { email: 'malformed' }],
    [{ ...right, email: 'a b@c.example' }, { email: 'malformed' }],
    [{ ...right, email: `${'a'.repeat(250)}@b.example` }, { email: 'malformed' }],
    [{ ...right, email: ['a@b.example'] }, { email: 'wrong-type' }],
    [{ ...right, password: '' }, { password: 'required' }],
    [{ ...right, password: 'x'.repeat(1025) }, { password: 'too-long' }],
    [{ ...right, password: { $ne: '' } }, { password: 'wrong-type' }],
    [{ ...right, note: '123456' }, { note: 'too-long' }],
    [{ ...right, note: '   ' }, { note: 'required' }],
    [{ ...right, note: '        ' }, { note: 'required' }],
    [{ ...right, note: Number.NaN }, { note: 'wrong-type' }],
  ])('tells the first thing wrong with each field: %.80j', (body, expected) => {
    const checked = checkBody(schema, body)
    const errors = 'errors' in checked ? checked.errors : []
    expect(Object.fromEntries(errors.map(({ field, code }) => [field, code]))).toEqual(expected)
    expect(() => readBody(schema, body)).toThrow(Problem)
  })

  it.each([[null], [undefined], [0], ['a@b.example'], [[right]], [true]])(
    'refuses %j, which is no object',
    (body) => {
      expect(checkBody(schema, body)).toEqual({ errors: [] })
      expect(() => readBody(schema, body)).toThrow('invalid-input')
    },
  )
})

describe('a request for a reissue, shown with a refusal,', () => {
  it('is the one of the contract: neither seal, nor hash, nor due date', async () => {
    const reissue = publicReissue(aReissue({ messageId: 'sms-1' }), { receiptMinutes: 15 })
    const answer = await call(failingWith(new Problem('already-pending', { reissue })))
    expect((answer.json as { reissue: unknown }).reissue).toEqual({
      id: 'reissue-1',
      state: 'accepted',
      maskedPhone: '•• •• •• •• 78',
      requestedAt: '2026-11-25T09:00:00.000Z',
      expectedAt: '2026-11-25T09:03:00.000Z',
      history: [{ state: 'accepted', at: '2026-11-25T09:00:00.000Z' }],
    })
  })
})
