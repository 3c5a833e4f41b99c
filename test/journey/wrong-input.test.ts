import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { problemTexts } from '../../shared/texts/problems.ts'
import {
  type Answer,
  ApiClient,
  type ApiRequest,
  expectStatus,
  filledForm,
  type Json,
  type LocalRun,
  phoneNumber,
  requestAccepted,
  runLocally,
  signIn,
  spaceOf,
} from './local-run.ts'
import { mails } from './mails.ts'

let run: LocalRun
/** Sends every wrong reissue, and must lose nothing by it. */
let voter: DemoVoter
let client: ApiClient
/** Right in all its fields, its security code not used yet. */
let form: Awaited<ReturnType<typeof filledForm>>

beforeAll(async () => {
  run = await runLocally({ electionChanges: { smsDelaySeconds: 900 } })
  voter = voterNumber(0)
  client = await signIn(run, voter)
  form = await filledForm(client, voter, phoneNumber(1))
})
afterAll(() => run?.stop())

/** What the voter's space shows of reissues. */
let shown: Json = { remaining: 3, latest: null }
afterEach(async () => {
  const { remaining, latest } = (await spaceOf(client)).reissue
  expect({ remaining, latest }).toEqual(shown)
})

const voterNumber = (index: number) => run.voters[index] as DemoVoter

const limitBytes = 16 * 1024

const hostileTexts: Record<string, string> = {
  'control characters': 'a\u0000b\u001b[31m\r\nset-cookie: x=y',
  emoji: '🗳️🗳️🗳️🗳️',
  'a lone surrogate': 'abcd\ud800',
  'right-to-left marks': '\u202eabcdef\u202c\u200f',
  'a script': '<script>alert("vote")</script>',
  'a prototype': '__proto__',
  'an expression': "' OR '1'='1' --",
  'ten thousand characters': 'x'.repeat(10_000),
}

const wrongTypes: Record<string, unknown> = {
  'a number': 612345678,
  'a boolean': true,
  'an array': ['abcd'],
  'an object': { toString: 'abcd' },
}

/** The answer of the contract to what is refused, in French, without a trace of what was typed. */
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

/** Every text within, long enough not to be part of a sentence by chance. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim().length > 3 ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

async function expectFieldError(
  send: (json: unknown) => Promise<Answer>,
  json: unknown,
  error: { field: string; code: string },
): Promise<void> {
  const { errors } = expectProblem(await send(json), 400, 'invalid-input', { json })
  expect(errors).toEqual([{ ...error, message: expect.stringMatching(/^\p{Lu}.+\.$/u) }])
}

interface Route {
  method: string
  path: string
  /** The names of what it takes. */
  fields: string[]
  /** A body that is right; its route is asked as `as()`. */
  right: () => Record<string, unknown>
  as: () => ApiClient
}

/** A request that nobody made. */
const nobodys = '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01'

const routes: Record<'link' | 'password' | 'signIn' | 'booth' | 'reissue' | 'cancel', Route> = {
  link: {
    method: 'POST',
    path: '/api/account/link',
    fields: ['email'],
    right: () => ({ email: 'personne@academie.example.org' }),
    as: () => new ApiClient(run.siteUrl),
  },
  password: {
    method: 'PUT',
    path: '/api/account/password',
    fields: ['token', 'password'],
    right: () => ({ token: `${'x'.repeat(22)}.${'x'.repeat(43)}`, password: 'la barque du phare' }),
    as: () => new ApiClient(run.siteUrl),
  },
  signIn: {
    method: 'POST',
    path: '/api/session',
    fields: ['email', 'password'],
    right: () => ({ email: voter.email, password: voter.password }),
    as: () => new ApiClient(run.siteUrl),
  },
  booth: {
    method: 'POST',
    path: '/api/booth/session',
    fields: ['identifier', 'password'],
    right: () => ({ identifier: voter.identifier, password: voter.password }),
    as: () => client,
  },
  reissue: {
    method: 'POST',
    path: '/api/reissues',
    fields: ['phone', 'numen', 'birthDate', 'captcha'],
    right: () => form,
    as: () => client,
  },
  cancel: {
    method: 'POST',
    path: `/api/reissues/${nobodys}/cancel`,
    fields: ['token'],
    right: () => ({ token: 'x'.repeat(43) }),
    as: () => new ApiClient(run.siteUrl),
  },
}

const fieldsOfRoutes = Object.values(routes).flatMap((route) =>
  route.fields.map((field) => ({
    ...route,
    field,
    name: `${field} of ${route.method} ${route.path}`,
  })),
)

describe.for(fieldsOfRoutes)('$name', ({ method, path, field, right, as }) => {
  const send = (json: unknown) => as().send(method, path, { json })

  test('must be there', async () => {
    const { [field]: _, ...without } = right()
    await expectFieldError(send, without, { field, code: 'required' })
    await expectFieldError(send, { ...right(), [field]: null }, { field, code: 'required' })
  })

  if (field !== 'captcha') {
    // A password of spaces is one.
    const blanks = field === 'password' ? [''] : ['', ' \t\n\u00a0']
    test('must not be blank', async () => {
      for (const blank of blanks) {
        await expectFieldError(send, { ...right(), [field]: blank }, { field, code: 'required' })
      }
    })
  }

  const otherTypes = field === 'captcha' ? { 'a number': 1, 'a text': 'abcd' } : wrongTypes
  test.for(Object.keys(otherTypes))('is not %s', async (type) => {
    const value = (otherTypes as Record<string, unknown>)[type]
    await expectFieldError(send, { ...right(), [field]: value }, { field, code: 'wrong-type' })
  })
})

describe('the security code of a reissue', () => {
  const send = (captcha: unknown) =>
    client.send('POST', '/api/reissues', { json: { ...form, captcha } })
  const expectError = (captcha: unknown, code: string) =>
    expectFieldError(send, captcha, { field: 'captcha', code })

  test('needs both its parts, as texts', async () => {
    const { id, code } = form.captcha
    for (const absent of [undefined, null, '', '  ']) {
      await expectError({ id, code: absent }, 'required')
      await expectError({ id: absent, code }, 'required')
    }
    for (const wrong of [9456, true, ['9456'], {}]) {
      await expectError({ id, code: wrong }, 'wrong-type')
      await expectError({ id: wrong, code }, 'wrong-type')
    }
    await expectError([id, code], 'wrong-type')
  })

  test.for(Object.keys(hostileTexts))('is not %s', async (kind) => {
    const { id, code } = form.captcha
    const hostile = hostileTexts[kind] as string
    await expectError({ id, code: hostile }, 'malformed')
    const answer = await send({ id: hostile, code })
    const readable = hostile.length <= 64 && hostile.isWellFormed()
    const refusal = readable ? 'captcha-failed' : 'invalid-input'
    expectProblem(answer, 400, refusal, { json: { id: hostile, code } })
  })

  test('of another voter is refused as a wrong one', async () => {
    const other = voterNumber(1)
    const { captcha } = await filledForm(await signIn(run, other), other, phoneNumber(1))
    expectProblem(await send(captcha), 400, 'captcha-failed', { json: captcha })
  })
})

describe.for(['phone', 'numen', 'birthDate'])('%s of a reissue', (field) => {
  const send = (json: unknown) => client.send('POST', '/api/reissues', { json })

  test.for(Object.keys(hostileTexts))('is not %s', async (kind) => {
    const json = { ...form, [field]: hostileTexts[kind] }
    await expectFieldError(send, json, { field, code: 'malformed' })
  })
})

test.for([
  ['phone', '0142000000', 'not-mobile'],
  ['phone', '+1 202 555 0123', 'territory-not-allowed'],
  ['phone', '+49 1512 3456789', 'territory-not-allowed'],
  ['phone', '06123456', 'malformed'],
  ['phone', '0612345678;ext=12', 'malformed'],
  ['numen', '01E1000000AB', 'malformed'],
  ['numen', '01E1000000ABCD', 'malformed'],
  ['birthDate', '07/03/1980', 'malformed'],
  ['birthDate', '1980-02-30', 'not-a-date'],
  ['birthDate', '0000-01-01', 'out-of-range'],
  ['birthDate', '2999-01-01', 'out-of-range'],
] as const)('%s of a reissue is not %s: %s', async ([field, value, code]) => {
  const send = (json: unknown) => client.send('POST', '/api/reissues', { json })
  await expectFieldError(send, { ...form, [field]: value }, { field, code })
})

test('all the fields that are wrong are told at once, and no other', async () => {
  const json = { phone: 'x', numen: '', birthDate: 12, captcha: { id: 'x', code: 'abc' }, more: 1 }
  const { errors } = expectProblem(
    await client.send('POST', '/api/reissues', { json }),
    400,
    'invalid-input',
  )
  expect(errors.map(({ field, code }: Json) => [field, code])).toEqual([
    ['phone', 'malformed'],
    ['numen', 'required'],
    ['birthDate', 'wrong-type'],
    ['captcha', 'malformed'],
  ])
})

describe.for(Object.keys(hostileTexts))('a sign-in with %s', (kind) => {
  const hostile = hostileTexts[kind] as string

  test('in its address is refused at that field', async () => {
    await expectFieldError(
      (json) => new ApiClient(run.siteUrl).send('POST', '/api/session', { json }),
      { email: hostile, password: voter.password },
      { field: 'email', code: 'malformed' },
    )
  })

  test('in its password is refused', async () => {
    const one = voterNumber(2)
    const json = { email: one.email, password: hostile }
    // From a known browser of its own each time: one that is not known has five tries.
    const answer = await (await signIn(run, one)).send('POST', '/api/session', { json })
    if (hostile.length > 1024) expectProblem(answer, 400, 'invalid-input', { json })
    else expectProblem(answer, 401, 'wrong-credentials', { json })
  })
})

describe.for(Object.keys(hostileTexts))('a link or a password with %s', (kind) => {
  const hostile = hostileTexts[kind] as string
  const send = (method: string, path: string, json: unknown) =>
    new ApiClient(run.siteUrl).send(method, path, { json })

  test('in the address that asks for it is refused at that field', async () => {
    await expectFieldError(
      (json) => send('POST', '/api/account/link', json),
      { email: hostile },
      { field: 'email', code: 'malformed' },
    )
  })

  test('in place of its token opens nothing', async () => {
    const json = { token: hostile, password: 'la barque du phare' }
    const answer = await send('PUT', '/api/account/password', json)
    expectProblem(answer, 410, 'link-expired', { json: { token: hostile } })
  })

  test('as its password tells nothing of a link that is not there', async () => {
    const json = { token: `${'x'.repeat(22)}.${'x'.repeat(43)}`, password: hostile }
    const answer = await send('PUT', '/api/account/password', json)
    if (hostile.length > 1024) expectProblem(answer, 400, 'invalid-input', { json })
    else expectProblem(answer, 410, 'link-expired', { json })
  })
})

describe.for(Object.keys(hostileTexts))('an entry into the booth with %s', (kind) => {
  const hostile = hostileTexts[kind] as string

  test.for([
    ['identifier', 64, 3],
    ['password', 1024, 4],
  ] as const)('as %s is refused', async ([field, longest, voterIndex]) => {
    const one = voterNumber(voterIndex)
    const { identifier, password } = one
    const json = { identifier, password, [field]: hostile }
    const answer = await (await signIn(run, one)).send('POST', '/api/booth/session', { json })
    if (hostile.length > longest) expectProblem(answer, 400, 'invalid-input')
    else expectProblem(answer, 401, 'wrong-credentials')
    expect(answer.text).not.toContain(hostile)
  })
})

describe.for(Object.values(routes))(
  'the body of $method $path',
  ({ method, path, fields, as, right }) => {
    const type = { 'content-type': 'application/json' }
    const send = (request: ApiRequest) => as().send(method, path, request)

    test.for([
      ['empty', ''],
      ['no JSON', '{"email": '],
      ['a form', 'email=a%40b.c&password=abcd'],
      ['an array', '[]'],
      ['an array of texts', '["email","password"]'],
      ['a text', '"email"'],
      ['a number', '12'],
      ['null', 'null'],
      ['true', 'true'],
      ['nested thousands of times', `${'['.repeat(8000)}${']'.repeat(8000)}`],
      ['a prototype', '{"__proto__":{"email":"a@b.c","password":"abcd"},"constructor":{}}'],
    ])('is not %s', async ([, body]) => {
      expectProblem(await send({ body: body as string, headers: type }), 400, 'invalid-input')
    })

    test('is JSON by its type too', async () => {
      const body = Buffer.from(JSON.stringify(right()))
      for (const headers of [
        {},
        { 'content-type': 'text/plain' },
        { 'content-type': 'text/json' },
        { 'content-type': 'application/x-www-form-urlencoded' },
        { 'content-type': 'multipart/form-data; boundary=x' },
        { 'content-type': 'application/jsonp' },
        { 'content-type': 'application/octet-stream' },
      ] as Record<string, string>[]) {
        const answer = await send({ body, headers })
        expectProblem(answer, 415, 'unsupported-media-type', { json: right() })
      }
    })

    test('holds 16 KiB at most, in bytes', async () => {
      const wrong = JSON.stringify({ ...right(), [fields[0] as string]: 12, padding: 'é' })
      const filled = (bytes: number) => wrong + ' '.repeat(bytes - Buffer.byteLength(wrong))
      const exact = await send({ body: filled(limitBytes), headers: type })
      expectProblem(exact, 400, 'invalid-input')
      const over = await send({ body: filled(limitBytes + 1), headers: type })
      expectProblem(over, 413, 'body-too-large')
      const far = await send({ body: filled(1024 * 1024), headers: type })
      expectProblem(far, 413, 'body-too-large')
    })

    test('is UTF-8', async () => {
      const text = JSON.stringify({ ...right(), [fields.at(-1) as string]: '\u0001' })
      const body = Buffer.from(text.replaceAll('\\u0001', 'abcd\xff\xfe'), 'latin1')
      const answer = await send({ body, headers: type })
      // API Gateway mends what it takes for text, so the function cannot always know.
      expect([400, 401, 404, 410]).toContain(answer.status)
      expect(answer.text).not.toContain('abcd')
    })
  },
)

test('a body of exactly 16 KiB that is right is accepted, whatever the case of its type', async () => {
  const { email, password } = voter
  const json = JSON.stringify({ email, password })
  const answer = await new ApiClient(run.siteUrl).send('POST', '/api/session', {
    body: json + ' '.repeat(limitBytes - json.length),
    headers: { 'content-type': 'Application/JSON; charset=UTF-8' },
  })
  expectStatus(answer, 204)
})

const cookies: Record<string, string> = {
  'no value': '__Host-session=',
  'no name': '=abcd',
  'one part': '__Host-session=abcdefgh',
  'three parts': '__Host-session=a.b.c',
  'an escape that is none': '__Host-session=%ZZ%E0%A4%A',
  'a quote': '__Host-session="',
  'the right shape and no session': `__Host-session=${'A'.repeat(22)}.${'B'.repeat(43)}`,
  'another name': `session=${'A'.repeat(22)}.${'B'.repeat(43)}`,
  'thousands of characters': `__Host-session=${'x'.repeat(6000)}`,
  'a prototype': '__proto__=x; __Host-session=__proto__',
}

describe.for(Object.keys(cookies))('a cookie of %s', (kind) => {
  test.for([
    ['GET', '/api/voter'],
    ['POST', '/api/captchas'],
    ['POST', '/api/reissues'],
    ['GET', '/api/reissues/00000000-0000-4000-8000-000000000000'],
    ['POST', '/api/booth/session'],
    ['GET', '/api/booth'],
  ] as const)('opens no %s %s', async ([method, path]) => {
    const json = { '/api/reissues': form, '/api/booth/session': routes.booth.right() }[
      path as string
    ]
    const answer = await new ApiClient(run.siteUrl).send(method, path, {
      ...(json && { json }),
      headers: { cookie: cookies[kind] as string },
    })
    expectProblem(answer, 401, 'unauthenticated', { json })
  })

  test('does not keep one from signing out', async () => {
    const answer = await new ApiClient(run.siteUrl).send('DELETE', '/api/session', {
      headers: { cookie: cookies[kind] as string },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.getSetCookie()).toHaveLength(2)
  })
})

test('a session cookie is worth nothing with another voter’s id in it, nor as a booth’s', async () => {
  const cookie = client.cookies.get('__Host-session') as string
  const otherCookie = (await signIn(run, voterNumber(5))).cookies.get('__Host-session') as string
  const mixed = [otherCookie.split('.')[0], ...cookie.split('.').slice(1)].join('.')
  const asMixed = new ApiClient(run.siteUrl)
  asMixed.cookies.set('__Host-session', mixed)
  expectProblem(await asMixed.send('GET', '/api/voter'), 401, 'unauthenticated')
  expectProblem(await asMixed.send('POST', '/api/reissues', { json: form }), 401, 'unauthenticated')
  expectStatus(await asMixed.send('DELETE', '/api/session'), 204)

  const asBooth = new ApiClient(run.siteUrl)
  asBooth.cookies.set('__Host-session', cookie)
  asBooth.cookies.set('__Host-booth', cookie)
  expectProblem(await asBooth.send('GET', '/api/booth'), 401, 'unauthenticated')
})

test('another voter’s reissue is not found, as one that does not exist', async () => {
  const other = voterNumber(6)
  const reissueId = await requestAccepted(await signIn(run, other), other, phoneNumber(2))
  const answers = []
  for (const id of [
    reissueId,
    '00000000-0000-4000-8000-000000000000',
    '__proto__',
    '%00',
    '%E0%A4%A',
    '..%2f..%2fvoter',
    'x'.repeat(3000),
    `${'x'.repeat(63)}%F0%9F%97%B3`,
  ]) {
    const answer = await client.send('GET', `/api/reissues/${id}`)
    expectProblem(answer, 404, 'not-found', { json: id })
    answers.push(answer.text)
  }
  expect(new Set(answers).size).toBe(1)
})

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
  for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const body = method === 'GET' ? undefined : { json: { email: 'abcd' } }
    expectProblem(await client.send(method, path, body), 404, 'not-found')
  }
})

test.for([
  ['/api/session', ['POST', 'DELETE']],
  ['/api/voter', ['GET']],
  ['/api/captchas', ['POST']],
  ['/api/session/captchas', ['POST']],
  ['/api/account/link', ['POST']],
  ['/api/account/password', ['PUT']],
  ['/api/reissues', ['POST']],
  ['/api/reissues/1', ['GET']],
  ['/api/booth/session', ['POST']],
  ['/api/booth', ['GET']],
] as const)('%s says which methods it has', async ([path, methods]) => {
  const others = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].filter(
    (method) => !(methods as readonly string[]).includes(method),
  )
  for (const method of others) {
    const answer = await client.send(method, path)
    expectProblem(answer, 405, 'method-not-allowed')
    expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual(methods.toSorted())
  }
})

describe('a cancellation', () => {
  test.for(Object.keys(hostileTexts))(
    'with %s for a token or a request is of an unknown link',
    async (kind) => {
      const hostile = hostileTexts[kind] as string
      const send = (id: string, token: string) =>
        new ApiClient(run.siteUrl).send('POST', `/api/reissues/${encodeURIComponent(id)}/cancel`, {
          json: { token },
        })
      expectProblem(await send(nobodys, hostile), 404, 'unknown-link')
      if (hostile.isWellFormed()) {
        expectProblem(await send(hostile, 'x'.repeat(43)), 404, 'unknown-link')
      }
    },
  )

  test('asked for by any other method is none', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await client.send(method, `/api/reissues/${nobodys}/cancel`)
      expectProblem(answer, 405, 'method-not-allowed')
      expect(answer.headers.get('allow')).toBe('POST')
    }
  })
})

test('no function behind the API answers who does not come through CloudFront', async () => {
  const names = [...new Set(run.app.api.routes.map(({ functionName }) => functionName))]
  expect(names).toHaveLength(12)
  for (const name of names) {
    for (const headers of [{}, { 'x-origin-token': '' }, { 'x-origin-token': 'a'.repeat(64) }]) {
      const result = (await run.lambdas.invoke(name, {
        version: '2.0',
        routeKey: '$default',
        rawPath: '/api/session',
        rawQueryString: '',
        headers: { 'content-type': 'application/json', ...headers },
        cookies: [`__Host-session=${client.cookies.get('__Host-session')}`],
        requestContext: { http: { method: 'POST', path: '/api/session' } },
        body: JSON.stringify(routes.signIn.right()),
        isBase64Encoded: false,
      })) as { statusCode: number; body: string; cookies?: string[] }
      expect(result.statusCode, name).toBe(403)
      expect(JSON.parse(result.body).code).toBe('forbidden')
      expect(result.cookies).toBeUndefined()
    }
  }
  // Nor does CloudFront let its visitors say it for it.
  const answer = await client.send('GET', '/api/voter', { headers: { 'x-origin-token': 'abcd' } })
  expectStatus(answer, 200)
})

describe('after all this', () => {
  test('nothing was sent to anyone', async () => {
    const other = voterNumber(6).email
    expect(run.handset.texts).toEqual([])
    const recipients = (await mails(run)).flatMap(({ destination }) => destination.to)
    expect(recipients.filter((address) => address !== other)).toEqual([])
  })

  test('nothing of what was typed is in the journal, and no function failed', () => {
    const journal = run.lines.join('\n')
    for (const secret of [
      ...[voter.numen, voter.birthDate, voter.password, voter.email],
      ...[voter.identifier, voter.identifier.replaceAll(' ', ''), form.phone, form.captcha.id],
      ...['alert', 'OR 1', '__proto__', 'xxxx', '🗳️'],
    ]) {
      expect(journal).not.toContain(secret)
    }
    expect(journal).not.toContain('request.failed')
    expect(run.lines.filter((line) => !line.startsWith('{"at":'))).toEqual([])
  })
})

test('the voter’s own request, with the same security code, is accepted in the end', async () => {
  const answer = expectStatus(await client.send('POST', '/api/reissues', { json: form }), 202)
  shown = { remaining: 2, latest: answer.body }
  expect(answer.text).not.toContain(form.phone)
  expect(answer.body.maskedPhone).toBe(`•• •• •• •• ${form.phone.slice(-2)}`)
})
