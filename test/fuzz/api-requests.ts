import fc from 'fast-check'
import type { CookieName } from '../../shared/contract/cookie-name.ts'
import { phoneRoutes } from '../../shared/contract/optional-routes.ts'
import { routes as alwaysThere } from '../../shared/contract/routes.ts'
import { sealCode } from '../../shared/domain/account/captcha-sound.ts'
import { cancelToken } from '../../shared/domain/reissue/cancellations.ts'
import { anyCharacter } from '../builders/any-character.ts'
import { captchaCode } from '../journey/local-run.ts'
import { marker } from './cases.ts'
import type { FuzzedRun, KnownVoter } from './fuzzed-run.ts'
import { almostRight, headerText, hostileBytes, hostileJson } from './hostile-values.ts'

export const routes = { ...alwaysThere, ...phoneRoutes }
type RouteName = keyof typeof routes

export interface ApiCase {
  route: RouteName | undefined
  method: string
  path: string
  headers: Record<string, string[]>
  body: Buffer
  drawsFor: KnownVoter | undefined
}

export const freshCaptcha = 'fresh-captcha'

export function apiCases(run: FuzzedRun): fc.Arbitrary<ApiCase> {
  const names = Object.keys(routes) as RouteName[]
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...names).chain((name) => toRoute(run, name)) },
    { weight: 1, arbitrary: toNoRoute },
  )
}

function toRoute(run: FuzzedRun, route: RouteName): fc.Arbitrary<ApiCase> {
  const [method = '', template = ''] = route.split(' ')
  // Signing out would end the session of a voter who still makes requests, so one voter does only that.
  const [first, ...others] = run.known
  const voters = route === 'DELETE /api/session' ? [first as KnownVoter] : others
  const pathId = route.includes('{sealedCode}') ? sealedCodes(run) : pathIds(run)
  const voter = route.includes('{id}')
    ? fc.oneof(fc.constant(run.served), fc.constantFrom(...voters))
    : fc.constantFrom(...voters)
  return fc.tuple(voter, pathId).chain(([voter, id]) =>
    fc.record({
      route: fc.constant(route),
      method: fc.constant(method),
      path: fc.constant(template.replace(/\{\w+\}/, () => id)),
      headers: headersOf(voter),
      body: bodyOf(run, route, voter),
      drawsFor: fc.constant(voter),
    }),
  )
}

const toNoRoute: fc.Arbitrary<ApiCase> = fc.record({
  route: fc.constant(undefined),
  method: fc.constantFrom('PATCH', 'TRACE', 'PROPFIND', 'OPTIONS', 'HEAD', 'x'),
  path: fc.oneof(
    fc.webPath().map((path) => `/api/x${path}`),
    fc.array(pathText(), { minLength: 1, maxLength: 4 }).map((parts) => `/api/${parts.join('/')}`),
    fc.constantFrom(...Object.keys(routes)).map((name) => name.replace(/^\w+ /, '')),
    fc.constantFrom('/api/session/', '/api//voter', '/api/VOTER', '/api/voter%2f', '/api/voter;a'),
  ),
  headers: fc.constant({ 'content-type': ['application/json'] }),
  body: hostileBytes,
  drawsFor: fc.constant(undefined),
})

/** Percent-encoded as on the wire; the encoded bytes may be invalid. */
function pathText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 20 }).map((text) => encoded(text)),
    fc.constantFrom(`${marker}%`, '%00', '%ff', '%c0%af', '%ED%A0%80', '__proto__', '%2F', '*'),
    fc.integer({ min: 50, max: 8000 }).map((length) => 'x'.repeat(length)),
  )
}

const encoded = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(/^\.+$/, 'dots') || 'empty'

const pathIds = ({ sentId, pendingId }: FuzzedRun) =>
  fc.oneof(fc.constantFrom(sentId, pendingId), fc.uuid(), pathText())

const sealedCodes = ({ keys }: FuzzedRun) =>
  fc.oneof(
    fc.constantFrom(1e12, 9e12).map((expiry) => sealCode(keys, captchaCode, new Date(expiry))),
    fc.stringMatching(/^[\w-]{8}\.[\w-]{60}$/),
    pathText(),
  )

function headersOf(voter: KnownVoter): fc.Arbitrary<Record<string, string[]>> {
  const mostly = (right: string, other: fc.Arbitrary<string>, weight = 8) =>
    fc.oneof({ weight, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: other })
  const networks = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  const address = fc.oneof(
    { weight: 9, arbitrary: networks.map((bytes) => `10.${bytes.join('.')}:443`) },
    { weight: 2, arbitrary: fc.ipV6().map((ip) => `${ip}:443`) },
    { weight: 1, arbitrary: headerText },
  )
  const types = fc.oneof(
    fc.constantFrom(
      '',
      'text/plain',
      'application/xml',
      'application/json, text/html',
      'APPLICATION/JSON;x',
    ),
    headerText,
  )
  return fc
    .record({
      'content-type': mostly('application/json', types),
      'cloudfront-viewer-address': address,
      cookie: cookieLine(voter),
      range: fc.option(ranges, { freq: 1, nil: '' }),
      origin: fc.option(headerText, { freq: 1, nil: '' }),
      'x-forwarded-for': fc.option(headerText, { freq: 1, nil: '' }),
    })
    .map((headers) =>
      Object.fromEntries(
        Object.entries(headers)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [name, [value]]),
      ),
    )
}

const ranges = fc.oneof(
  fc.tuple(fc.nat(60_000), fc.nat(60_000)).map(([first, last]) => `bytes=${first}-${last}`),
  fc.constantFrom('bytes=0-1', 'bytes=-1', 'bytes=1-', 'bytes=-', 'bytes=0-0,-1'),
  headerText,
)

const cookieNames = ['__Host-session', '__Host-booth', '__Host-device'] as const

function cookieLine({ client }: KnownVoter): fc.Arbitrary<string> {
  const right = (name: CookieName) => client.cookies.get(name) ?? ''
  const value = (name: CookieName) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(right(name)) },
      { weight: 1, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: changed(right(name)) },
      { weight: 1, arbitrary: headerText.map((text) => text.replaceAll(';', '')) },
    )
  const all = fc.tuple(...cookieNames.map(value)).map((values) =>
    cookieNames
      .map((name, index) => `${name}=${values[index]}`)
      .filter((line) => !line.endsWith('='))
      .join('; '),
  )
  return fc.oneof(
    { weight: 12, arbitrary: all },
    { weight: 1, arbitrary: headerText },
    { weight: 1, arbitrary: all.map((line) => `${line}; ${line}; __proto__=${marker}`) },
  )
}

const changed = (text: string) =>
  fc
    .tuple(fc.nat(Math.max(0, text.length - 1)), fc.constantFrom('A', '0', '.', '-', 'é'))
    .map(([at, character]) => text.slice(0, at) + character + text.slice(at + 1))

function bodyOf(run: FuzzedRun, route: RouteName, voter: KnownVoter): fc.Arbitrary<Buffer> {
  const text = (json: string) => Buffer.from(json)
  return fc.oneof(
    { weight: 8, arbitrary: rightBodies(run, route, voter).chain(almostRight).map(text) },
    { weight: 2, arbitrary: hostileJson.map(text) },
    { weight: 1, arbitrary: hostileBytes },
  )
}

function rightBodies(
  run: FuzzedRun,
  route: RouteName,
  { email, password, numen, birthDate, identifier }: KnownVoter,
): fc.Arbitrary<Record<string, unknown>> {
  const captcha = { id: freshCaptcha, code: captchaCode }
  const phone = fc.nat(9_999_999).map((number) => `+3369${String(number).padStart(7, '0')}`)
  const identity = {
    // Rarely right: a voter with a request under way gets only that answer.
    numen: fc.constantFrom(numen, '99Z9999999ZZZ', '99Z9999999ZZZ'),
    birthDate: fc.constantFrom(birthDate, '1981-11-11', '1981-11-11'),
    captcha: fc.constantFrom(captcha, captcha, { ...captcha, code: '0000' }),
  }
  switch (route) {
    case 'POST /api/account/link':
      return fc.constant({ email })
    case 'POST /api/account/end-sessions':
      return fc.constant({ token: `${'x'.repeat(22)}.${'x'.repeat(43)}` })
    case 'PUT /api/account/password':
      return fc.constant({ token: 'x'.repeat(43), password: `${marker} une phrase assez longue` })
    case 'POST /api/session':
      return fc.constantFrom(
        { email, password },
        { email, password: marker },
        { email, password, captcha: { ...captcha, id: marker } },
      )
    case 'POST /api/reissues':
      return fc.oneof(
        fc.record({ phone, ...identity }),
        fc.record({ toKnownPhone: fc.constant(true), ...identity }),
      )
    case 'POST /api/phone':
      return fc.oneof(
        fc.record({ phone, password: fc.constantFrom(password, marker) }),
        fc.constant({ password }),
      )
    case 'POST /api/phone/confirmation':
      return fc.constant({ code: '000 000' })
    case 'POST /api/phone/removal':
      return fc.constantFrom({ password }, { password: marker })
    case 'POST /api/phone/undo':
      return fc.constant({ token: 'x'.repeat(38) })
    case 'POST /api/reissues/{id}/cancel':
    case 'POST /api/reissues/{id}/cancel-preview':
      return fc.constantFrom(run.sentId, run.pendingId).map((id) => ({
        token: cancelToken(run.keys, id),
      }))
    case 'POST /api/booth/session':
      return fc.constantFrom(
        { identifier, password },
        { identifier: 'B50000000002', password },
        { identifier, password, captcha: { ...captcha, id: marker } },
      )
    default:
      return fc.constant({})
  }
}
