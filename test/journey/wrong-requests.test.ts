import { describe, expect, test } from 'vitest'
import { sized } from '../size.ts'
import { ApiClient, type ApiRequest, expectStatus, requestAccepted, signIn } from './local-run.ts'
import { expectProblem, limitBytes, nothingHappened, routesOf, startTarget } from './wrong-input.ts'

const target = startTarget()
const routes = routesOf(target)

/** Every other one, when a part is played: what they share is one pipeline. */
const some = <One>(all: readonly One[]) =>
  sized(
    all.filter((_, index) => index % 2 === 0),
    all,
  )

describe.for(some(Object.values(routes)))(
  'the body of $method $path',
  ({ method, path, fields, as, right }) => {
    const type = { 'content-type': 'application/json' }
    const send = (request: ApiRequest) => as().send(method, path, request)

    test.for([
      ['no JSON', '{"email": '],
      ['an array', '[]'],
      ['nested thousands of times', `${'['.repeat(8000)}${']'.repeat(8000)}`],
      ['a prototype', '{"__proto__":{"email":"a@b.c","password":"abcd"},"constructor":{}}'],
    ])('is not %s', async ([, body]) => {
      expectProblem(await send({ body: body as string, headers: type }), 400, 'invalid-input')
    })

    test('has every field, of its type, or each is told with what it must be', async () => {
      const wrong = fields.map((field) => [field, field === 'captcha' ? 'abcd' : 12])
      for (const [json, code] of [
        [{}, 'required'],
        [Object.fromEntries(wrong), 'wrong-type'],
      ] as const) {
        const { errors } = expectProblem(await send({ json }), 400, 'invalid-input', { json })
        const message = expect.stringMatching(/^\p{Lu}.+\.$/u)
        expect(errors).toEqual(fields.map((field) => ({ field, code, message })))
      }
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
  const { email, password } = target.voter
  const json = JSON.stringify({ email, password })
  const answer = await new ApiClient(target.run.siteUrl).send('POST', '/api/session', {
    body: json + ' '.repeat(limitBytes - json.length),
    headers: { 'content-type': 'Application/JSON; charset=UTF-8' },
  })
  expectStatus(answer, 204)
})

const cookies: Record<string, string> = {
  'no value': '__Host-session=',
  'an escape that is none': '__Host-session=%ZZ%E0%A4%A',
  'the right shape and no session': `__Host-session=${'A'.repeat(22)}.${'B'.repeat(43)}`,
  'thousands of characters': `__Host-session=${'x'.repeat(6000)}`,
  'a prototype': '__proto__=x; __Host-session=__proto__',
}

describe.for(some(Object.keys(cookies)))('a cookie of %s', (kind) => {
  test.for([
    ['GET', '/api/voter'],
    ['POST', '/api/captchas'],
    ['POST', '/api/reissues'],
    ['GET', '/api/reissues/00000000-0000-4000-8000-000000000000'],
    ['POST', '/api/booth/session'],
    ['GET', '/api/booth'],
  ] as const)('opens no %s %s', async ([method, path]) => {
    const json = { '/api/reissues': target.form, '/api/booth/session': routes.booth.right() }[
      path as string
    ]
    const answer = await new ApiClient(target.run.siteUrl).send(method, path, {
      ...(json && { json }),
      headers: { cookie: cookies[kind] as string },
    })
    expectProblem(answer, 401, 'unauthenticated', { json })
  })

  test('does not keep one from signing out', async () => {
    const answer = await new ApiClient(target.run.siteUrl).send('DELETE', '/api/session', {
      headers: { cookie: cookies[kind] as string },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.getSetCookie()).toHaveLength(2)
  })
})

test('a session cookie is worth nothing with another voter’s id in it, nor as a booth’s', async () => {
  const cookie = target.client.cookies.get('__Host-session') as string
  const other = await signIn(target.run, target.run.anotherVoter())
  const otherCookie = other.cookies.get('__Host-session') as string
  const mixed = [otherCookie.split('.')[0], ...cookie.split('.').slice(1)].join('.')
  const asMixed = new ApiClient(target.run.siteUrl)
  asMixed.cookies.set('__Host-session', mixed)
  expectProblem(await asMixed.send('GET', '/api/voter'), 401, 'unauthenticated')
  expectProblem(
    await asMixed.send('POST', '/api/reissues', { json: target.form }),
    401,
    'unauthenticated',
  )
  expectStatus(await asMixed.send('DELETE', '/api/session'), 204)

  const asBooth = new ApiClient(target.run.siteUrl)
  asBooth.cookies.set('__Host-session', cookie)
  asBooth.cookies.set('__Host-booth', cookie)
  expectProblem(await asBooth.send('GET', '/api/booth'), 401, 'unauthenticated')
})

test('another voter’s reissue is not found, as one that does not exist', async () => {
  const { run } = target
  const other = run.anotherVoter()
  const reissueId = await requestAccepted(await signIn(run, other), other, run.anotherPhone())
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
    const answer = await target.client.send('GET', `/api/reissues/${id}`)
    expectProblem(answer, 404, 'not-found', { json: id })
    answers.push(answer.text)
  }
  expect(new Set(answers).size).toBe(1)
})

test.for(
  some([
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
  ]),
)('%s does not exist', async (path) => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const body = method === 'GET' ? undefined : { json: { email: 'abcd' } }
    expectProblem(await target.client.send(method, path, body), 404, 'not-found')
  }
})

test.for([
  ['/api/session', ['POST', 'DELETE']],
  ['/api/voter', ['GET']],
  ['/api/captchas', ['POST']],
  ['/api/session/captchas', ['POST']],
  ['/api/captcha-sounds/1', ['GET']],
  ['/api/account/link', ['POST']],
  ['/api/account/password', ['PUT']],
  ['/api/reissues', ['POST']],
  ['/api/reissues/1', ['GET']],
  ['/api/reissues/1/cancel', ['POST']],
  ['/api/booth/session', ['POST']],
  ['/api/booth', ['GET']],
] as const)('%s says which methods it has', async ([path, methods]) => {
  const others = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].filter(
    (method) => !(methods as readonly string[]).includes(method),
  )
  for (const method of others) {
    const answer = await target.client.send(method, path)
    expectProblem(answer, 405, 'method-not-allowed')
    expect(answer.headers.get('allow')?.split(', ').toSorted()).toEqual(methods.toSorted())
  }
})

test('no function behind the API answers who does not come through CloudFront', async () => {
  const names = [...new Set(target.run.app.api.routes.map(({ functionName }) => functionName))]
  expect(names).toHaveLength(19)
  for (const name of names) {
    for (const headers of [{}, { 'x-origin-token': '' }, { 'x-origin-token': 'a'.repeat(64) }]) {
      const result = (await target.run.lambdas.invoke(name, {
        version: '2.0',
        routeKey: '$default',
        rawPath: '/api/session',
        rawQueryString: '',
        headers: { 'content-type': 'application/json', ...headers },
        cookies: [`__Host-session=${target.client.cookies.get('__Host-session')}`],
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
  const answer = await target.client.send('GET', '/api/voter', {
    headers: { 'x-origin-token': 'abcd' },
  })
  expectStatus(answer, 200)
})

nothingHappened(target)

test('the voter’s own request, with the same security code, is accepted in the end', async () => {
  const answer = expectStatus(
    await target.client.send('POST', '/api/reissues', { json: target.form }),
    202,
  )
  target.shown = { remaining: 2, latest: answer.body }
  expect(answer.text).not.toContain(target.form.phone)
  expect(answer.body.maskedPhone).toBe(`•• •• •• •• ${target.form.phone.slice(-2)}`)
})
