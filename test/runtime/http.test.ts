import { beforeEach, describe, expect, it, vi } from 'vitest'
import { newSessionCookie } from '../../shared/domain/account/session.ts'
import { cookie, type HttpRequest, httpHandler } from '../../shared/runtime/http.ts'
import { voterId } from '../builders/values.ts'
import { call, originToken, sentCookie } from '../fakes/api-event.ts'
import { aTime, expectProblem, handlerOf, printedLines } from './pipeline.ts'

const printed = printedLines()

const answerNothing = vi.fn(async () => ({ status: 204 }))
beforeEach(() => void answerNothing.mockClear())

const echo = handlerOf(async ({ json }) => ({ status: 200, body: { json } }))

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

describe('a request', () => {
  it.each([
    ['without a token', { 'x-origin-token': undefined }],
    ['with a wrong token of the same length', { 'x-origin-token': 'W'.repeat(originToken.length) }],
    ['with a longer one', { 'x-origin-token': `${originToken}!` }],
    ['with an empty one', { 'x-origin-token': '' }],
  ])('%s did not come through CloudFront and never reaches the route', async (_, headers) => {
    expectProblem(await call(handlerOf(answerNothing), { headers }), 403, 'forbidden')
    expect(answerNothing).not.toHaveBeenCalled()
    expect(printed.map((line) => JSON.parse(line).event)).toEqual(['origin.refused'])
  })

  it.each(['cross-site', 'same-site', 'whatever'])(
    'that changes something and comes from another site (%s) is refused',
    async (site) => {
      const headers = { 'sec-fetch-site': site }
      for (const method of ['POST', 'PUT', 'DELETE']) {
        expectProblem(await call(handlerOf(answerNothing), { headers, method }), 403, 'forbidden')
      }
      expect(answerNothing).not.toHaveBeenCalled()
      const events = printed.map((line) => JSON.parse(line).event)
      expect(events).toEqual(Array(3).fill('site.refused'))
      for (const method of ['GET', 'HEAD']) {
        expect((await call(handlerOf(answerNothing), { headers, method })).status).toBe(204)
      }
    },
  )

  it.each([{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, {}])(
    'from our own pages, from a person or from a program is let through: %j',
    async (headers) => {
      expect((await call(handlerOf(answerNothing), { headers })).status).toBe(204)
    },
  )

  it('is let through with either origin token during a rotation', async () => {
    for (const tokens of [[originToken, 'another'] as const, ['another', originToken] as const]) {
      const handler = httpHandler(async () => tokens, answerNothing)
      expect((await call(handler)).status).toBe(204)
    }
  })

  it('is refused when the origin token cannot be read', async () => {
    const handler = httpHandler(async () => {
      throw Object.assign(new Error('Secrets Manager is down'), { $metadata: {} })
    }, answerNothing)
    expectProblem(await call(handler), 503, 'unavailable')
    expect(answerNothing).not.toHaveBeenCalled()
  })

  it("has the client's address as CloudFront saw it, without the port", async () => {
    const from = async (address?: string) =>
      (await requestOf({ headers: { 'cloudfront-viewer-address': address } })).clientNetwork
    expect(await from('198.51.100.7:46532')).toBe('198.51.100.7')
    expect(await from('2001:db8::1:46532')).toBe('2001:db8:0')
    expect(await from('2001:1:2:3:4:5:6:7:46532')).toBe('2001:1:2')
    expect(await from(undefined)).toBe('')
  })

  it('has its path and its parameters', async () => {
    const event = { path: '/api/reissues/42', pathParameters: { id: '42' } }
    expect(await requestOf(event)).toMatchObject(event)
    expect(await requestOf({ ...event, prefix: '' })).toMatchObject(event)
    expect((await requestOf({})).pathParameters).toEqual({})
  })

  it('has the id of a reissue, cut to what DynamoDB can look up', async () => {
    const cut = async (id: string) => (await requestOf({ pathParameters: { id } })).reissueId
    expect(await cut('42')).toBe('42')
    expect(await cut(`${'x'.repeat(63)}😀`)).toBe(`${'x'.repeat(63)}\ufffd`)
    expect((await requestOf({})).reissueId).toBe('')
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

  it('is never echoed, in an answer or in a log', async () => {
    const answer = await call(echo, { body: '{"password":"très secret"' })
    expect(answer.status).toBe(400)
    expect(`${answer.text} ${printed.join()}`).not.toContain('secret')
  })

  it('may hold 16 KiB once decoded, and not one byte more', async () => {
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

  it.each(['{', 'NaN', '{"a":1}{"b":2}', '\u0000', '\ufeff\ufeff{}'])(
    'that is not JSON is refused: %j',
    async (body) => {
      expectProblem(await call(echo, { body }), 400, 'invalid-input')
    },
  )

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
    'application/jsonp',
    'text/plain; application/json',
    undefined,
  ])('is refused with the media type %j', async (type) => {
    const answer = await call(echo, { body: '{}', headers: { 'content-type': type } })
    expectProblem(answer, 415, 'unsupported-media-type')
  })

  it('may be absent or empty, and then needs no media type', async () => {
    for (const headers of [{ 'content-type': '' }, { 'content-type': undefined }]) {
      expect((await call(echo, { headers })).json).toEqual({})
      expect((await call(echo, { body: '', headers })).json).toEqual({})
    }
  })

  it('is not read unless the route needs it', async () => {
    const handler = handlerOf(async ({ route }) => ({ status: 200, body: { route } }))
    expect((await call(handler, { body: '{', method: 'DELETE' })).status).toBe(200)
  })
})

describe('the cookies', () => {
  const space = newSessionCookie({ voterId, sessionEpoch: 0 })
  const booth = newSessionCookie({ voterId, sessionEpoch: 0 })

  it('give the claims of the request', async () => {
    const cookies = [
      sentCookie('__Host-session', space.cookie),
      sentCookie('__Host-booth', booth.cookie),
      '__Host-device=the device',
    ]
    expect(await requestOf({ cookies })).toMatchObject({
      spaceClaim: space.claim,
      boothClaim: booth.claim,
      deviceCookie: 'the device',
    })
  })

  it('with other names claim nothing, and neither does their absence', async () => {
    for (const cookies of [undefined, [], [`session=${space.cookie}`], ['']]) {
      const request = await requestOf(cookies ? { cookies } : {})
      expect([request.spaceClaim, request.boothClaim]).toEqual([undefined, undefined])
    }
  })

  it('claim a session only with their signature and under their name', async () => {
    const { sessionCookie } = await requestOf({})
    const set = sessionCookie('__Host-session', space.cookie).split(';')[0] as string
    const [, value = ''] = set.split('=')
    expect((await requestOf({ cookies: [set] })).spaceClaim).toEqual(space.claim)
    expect((await requestOf({ cookies: [`__Host-booth=${value}`] })).boothClaim).toBeUndefined()
    const forged = { ...newSessionCookie({ voterId, sessionEpoch: 0 }) }.cookie
    for (const made of [space.cookie, forged, value.replace(space.cookie, forged), `${value}A`]) {
      const { spaceClaim } = await requestOf({ cookies: [`__Host-session=${made}`] })
      expect(spaceClaim).toBeUndefined()
    }
  })

  it('are set for this host and path only, out of reach of scripts and other sites', () => {
    expect(cookie('__Host-session', space.cookie)).toBe(
      `__Host-session=${space.cookie}; Path=/; HttpOnly; Secure; SameSite=Strict`,
    )
  })

  it('end with the browser, except the device cookie, which lasts 90 days', () => {
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

it('an answer is JSON that no cache may store', async () => {
  const answer = await call(handlerOf(async () => ({ status: 202, body: { id: 'é' } })))
  expect(answer).toMatchObject({ status: 202, json: { id: 'é' }, cookies: [] })
  expect(answer.headers).toEqual({
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
  })
})

it('an answer without a body has no content type', async () => {
  const reply = { status: 204, cookies: ['a=b'] }
  const answer = await call(handlerOf(async () => reply))
  expect(answer).toMatchObject({ status: 204, text: '', cookies: ['a=b'] })
  expect(answer.headers).toEqual({ 'cache-control': 'no-store' })
})

const time = aTime(new Date('2026-12-03T12:00:00.000Z'))
const tokens = async () => [originToken] as const

it('during a suspension a request is refused before its route runs', async () => {
  expectProblem(await call(httpHandler(tokens, answerNothing, time)), 403, 'suspended')
  expect(answerNothing).not.toHaveBeenCalled()
})

it('during a suspension a route that must always answer runs', async () => {
  expect((await call(httpHandler(tokens, answerNothing, time, 'answers'))).status).toBe(204)
})
