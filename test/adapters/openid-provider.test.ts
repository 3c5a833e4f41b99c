import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test, vi } from 'vitest'
import { findFreePorts, type LoopbackServer, listenOnLoopback } from '../../local/loopback.ts'
import { demoPeople } from '../../local/staff/demo-people.ts'
import { startProvider } from '../../local/staff/provider.ts'
import { discoverProvider, emailClaims } from '../../shared/adapters/staff/openid-provider.ts'
import { newAuthorizationCookie } from '../../shared/domain/staff/authorization.ts'

const returnTo = 'http://localhost/connexion/'
const client = { clientId: 'reassort', clientSecret: 'of the client' }

let issuer = ''
let server: LoopbackServer
beforeAll(async () => {
  const port = await findFreePorts(1)
  server = await startProvider({ port, redirectUri: returnTo, ...client })
  issuer = `http://localhost:${port}`
})
afterAll(() => server.close())

const clock = () => new Date()
const { authorization } = newAuthorizationCookie(clock())
const discovered = (secret = client.clientSecret) =>
  discoverProvider({ issuer, clientId: client.clientId }, secret, clock)

async function signedInAt(address: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>()
  let url = address
  for (let step = 0; step < 8; step++) {
    const isChoice = url.includes('/interaction/')
    const response = await fetch(isChoice ? `${url}?compte=0` : url, {
      method: isChoice ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    url = new URL(response.headers.get('location') ?? '', url).href
    if (url.startsWith(returnTo)) return Object.fromEntries(new URL(url).searchParams)
  }
  throw new Error('The provider never sent back')
}

async function returned() {
  const provider = await discovered()
  const {
    code = '',
    state = '',
    iss,
  } = await signedInAt(await provider.signInUrl(authorization, returnTo))
  return { code, state, iss }
}

test('an OpenID Connect provider returns the verified address of whoever signed in', async () => {
  const provider = await discovered()
  expect(await provider.identify(authorization, await returned(), returnTo)).toEqual({
    outcome: 'identified',
    claims: { email: demoPeople[0]?.email, emailVerified: true },
  })
})

test('an OpenID Connect provider accepts a code once, with the verifier and nonce of the browser that requested it', async () => {
  const provider = await discovered()
  const given = await returned()
  const other = {
    ...newAuthorizationCookie(new Date()).authorization,
    state: authorization.state,
  }
  const refused = { outcome: 'refused', why: 'code' }
  expect(await provider.identify(other, given, returnTo)).toEqual(refused)
  const once = await returned()
  const withNonce = { ...authorization, nonce: other.nonce }
  expect(await provider.identify(withNonce, once, returnTo)).toEqual({ ...refused, why: 'token' })
  expect(await provider.identify(authorization, once, returnTo)).toEqual(refused)
  const madeUp = { ...given, code: 'made-up' }
  expect(await provider.identify(authorization, madeUp, returnTo)).toEqual(refused)
})

test('an OpenID Connect provider is unavailable if it refuses our secret', async () => {
  const provider = await discovered('another')
  expect(await provider.identify(authorization, await returned(), returnTo)).toEqual({
    outcome: 'unavailable',
    why: 'invalid_client',
  })
})

type Answer = (request: IncomingMessage, response: ServerResponse, issuer: string) => void

async function withServer<Result>(answer: Answer, use: (issuer: string) => Promise<Result>) {
  let at = ''
  const other = await listenOnLoopback((request, response) => answer(request, response, at))
  at = `http://localhost:${other.port}`
  try {
    return await use(at)
  } finally {
    await other.close()
  }
}

const json = (response: ServerResponse, body: object, status = 200) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

const documentOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  id_token_signing_alg_values_supported: ['ES256'],
})

const code = { code: 'x', state: authorization.state }

test.each<[string, Answer]>([
  ['answers a failure', (_, response) => json(response, {}, 500)],
  [
    "shows another issuer's document",
    (_, response) => json(response, documentOf('http://localhost:1')),
  ],
  ['sends elsewhere', (_, response) => response.writeHead(302, { location: issuer }).end()],
])('a faulty provider that %s cannot be discovered', async (_, answer) => {
  const discovering = withServer(answer, (at) =>
    discoverProvider({ issuer: at, clientId: 'x' }, 'x', clock),
  )
  await expect(discovering).rejects.toThrow()
})

test.each<[string, string, Answer]>([
  [
    'a failure',
    'OAUTH_RESPONSE_IS_NOT_CONFORM',
    (_, response) => json(response, { error: 'server_error' }, 500),
  ],
  ['nothing', 'TypeError', (_, response) => response.destroy()],
  [
    'no token of who it is',
    'OAUTH_INVALID_RESPONSE',
    (_, response) => json(response, { access_token: 'x', token_type: 'bearer' }),
  ],
])('a provider that answers a code with %s is unavailable: %s', async (_, why, token) => {
  const answer: Answer = (request, response, at) =>
    request.url === '/token' ? token(request, response, at) : json(response, documentOf(at))
  const found = await withServer(answer, async (at) => {
    const provider = await discoverProvider({ issuer: at, clientId: 'x' }, 'x', clock)
    return provider.identify(authorization, code, returnTo)
  })
  expect(found).toEqual({ outcome: 'unavailable', why })
})

describe('an ID token', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const accessToken = 'an access token'
  const hashOf = (text: string) =>
    createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

  function signed(claims: object, key = privateKey): string {
    const text = `${encoded({ alg: 'ES256', kid: '1' })}.${encoded(claims)}`
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
    return `${text}.${signature.toString('base64url')}`
  }

  const identifiedBy = (tokenOf: (claims: object) => string | undefined) =>
    withServer(
      (request, response, at) => {
        const seconds = Math.floor(Date.now() / 1000)
        const claims = {
          ...{ iss: at, aud: 'x', sub: '1', nonce: authorization.nonce },
          ...{ iat: seconds, exp: seconds + 60, email: 'alix@example.org' },
        }
        if (request.url === '/jwks') {
          const key = { ...publicKey.export({ format: 'jwk' }), kid: '1', alg: 'ES256' }
          return json(response, { keys: [key] })
        }
        if (request.url !== '/token') return json(response, documentOf(at))
        const id_token = tokenOf(claims)
        json(response, { access_token: accessToken, token_type: 'bearer', id_token })
      },
      async (at) => {
        const provider = await discoverProvider({ issuer: at, clientId: 'x' }, 'x', clock)
        return provider.identify(authorization, code, returnTo)
      },
    )

  it.each<[string, object]>([
    ['the required claims', {}],
    [
      'the authorized party and the access token’s hash',
      { azp: 'x', at_hash: hashOf(accessToken) },
    ],
  ])('with %s is accepted', async (_, claims) => {
    expect(await identifiedBy((usual) => signed({ ...usual, ...claims }))).toMatchObject({
      outcome: 'identified',
      claims: { email: 'alix@example.org' },
    })
  })

  it.each<[string, (claims: object) => string]>([
    ['is signed by another key', (claims) => signed(claims, foreign)],
    ['was issued to another client', (claims) => signed({ ...claims, azp: 'y' })],
    ['is for another audience', (claims) => signed({ ...claims, aud: 'y' })],
    ['belongs to another access token', (claims) => signed({ ...claims, at_hash: hashOf('y') })],
    ['was issued long ago', (claims) => signed({ ...claims, iat: 1_700_000_000 })],
    ['is issued in the future', (claims) => signed({ ...claims, iat: 4_000_000_000 })],
    ['has expired', (claims) => signed({ ...claims, exp: 1_700_000_000 })],
  ])('that %s is refused', async (_, tokenOf) => {
    expect(await identifiedBy(tokenOf)).toEqual({ outcome: 'refused', why: 'token' })
  })
})

describe('an issuer with TLS', () => {
  const at = 'https://connexion.example.org'

  function calling(token: () => Promise<Response>): string[] {
    const called: string[] = []
    vi.stubGlobal('fetch', async (url: URL | string) => {
      called.push(String(url))
      if (String(url).endsWith('/token')) return token()
      return Response.json({ ...documentOf(at), token_endpoint: tokenEndpoint })
    })
    onTestFinished(() => void vi.unstubAllGlobals())
    return called
  }
  let tokenEndpoint = ''
  const identified = async () => {
    const provider = await discoverProvider({ issuer: at, clientId: 'x' }, 'x', clock)
    return provider.identify(authorization, code, returnTo)
  }

  it('is never called without TLS, whatever its document says', async () => {
    tokenEndpoint = 'http://connexion.example.org/token'
    const called = calling(async () => Response.json({}))
    expect(await identified()).toEqual({
      outcome: 'unavailable',
      why: 'OAUTH_HTTP_REQUEST_FORBIDDEN',
    })
    expect(called).toEqual([`${at}/.well-known/openid-configuration`])
  })

  it('is unavailable if it does not answer in time', async () => {
    tokenEndpoint = `${at}/token`
    calling(() => Promise.reject(new DOMException('too late', 'TimeoutError')))
    expect(await identified()).toEqual({ outcome: 'unavailable', why: 'OAUTH_TIMEOUT' })
    // Only the type of foreign errors is logged.
    calling(() => Promise.reject(Object.assign(new TypeError('x'), { code: 'not its own' })))
    expect(await identified()).toEqual({ outcome: 'unavailable', why: 'TypeError' })
  })
})

it.each<[object, object]>([
  [{ email_verified: true }, { emailVerified: true }],
  [{ email_verified: 'true' }, { emailVerified: true }],
  [{ email_verified: false }, { emailVerified: false }],
  [{ email_verified: 'false' }, { emailVerified: false }],
  [{ email_verified: 1 }, { emailVerified: false }],
  [{}, { emailVerified: undefined }],
])('an address is verified if the provider’s claim says so: %o', (claims, read) => {
  expect(emailClaims({ email: 'alix@example.org', ...claims })).toEqual({
    ...{ email: 'alix@example.org', ...read },
  })
  expect(emailClaims({ email: ['alix@example.org'], ...claims })).toEqual({
    email: undefined,
    ...read,
  })
})
