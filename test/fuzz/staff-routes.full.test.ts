import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi, type HttpResponse } from '../../local/api-gateway.ts'
import { findFreePorts } from '../../local/loopback.ts'
import { variable } from '../../local/run.ts'
import { demoPeople } from '../../local/staff/demo-people.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { problemsIn } from '../../shared/contract/routes.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'
import { signCookie } from '../../shared/domain/account/signed-cookie.ts'
import { deriveCookieKeys } from '../../shared/domain/keys.ts'
import { newStaffSession } from '../../shared/domain/staff/staff-session.ts'
import { expectDocumented } from '../contract/documented-answers.ts'
import { type LocalRun, runLocally } from '../journey/local-run.ts'
import { readSecret } from '../journey/without-cloudfront.ts'
import { marker, otherCases, playing } from './cases.ts'
import { secretIn } from './fuzzed-run.ts'
import { headerText, hostileBytes, hostileJson, nearly } from './hostile-values.ts'

interface StaffCase {
  route: keyof typeof staffRoutes
  cookie: string
  origin: string
  body: Buffer
}

const cases = otherCases(300)

let run: LocalRun
let token: string
let cookies: string[] = []

beforeAll(async () => {
  let secrets = ''
  run = await runLocally({
    port: await findFreePorts(5),
    staff: true,
    async proxyEndpoint(endpoint, engine) {
      if (engine === 'secretsmanager') secrets = endpoint
      return endpoint
    },
  })
  const ofStaff = run.app.functions.find(({ name }) => name === 'Staff-Api-ShowWatch')
  token = await readSecret(secrets, ofStaff?.environment.ORIGIN_TOKEN_SECRET ?? '')
  const keys = deriveCookieKeys([token])
  const sessions = dynamoStaffSessions(run.database, variable(run.app, 'STAFF_SESSIONS_TABLE'))
  cookies = await Promise.all(
    demoPeople.map(async ({ email }) => {
      const { cookie, session } = newStaffSession(email, new Date())
      await sessions.open(session)
      return signCookie(keys, '__Host-staff', cookie)
    }),
  )
})
afterAll(() => run?.stop())

const routeNames = Object.keys(staffRoutes) as (keyof typeof staffRoutes)[]

const staffCases = (): fc.Arbitrary<StaffCase> => {
  const cookieValues = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...cookies) },
    { weight: 2, arbitrary: headerText.map((text) => text.replaceAll(';', '')) },
  )
  const right = fc.constantFrom(
    { code: '12345678' },
    { code: marker, state: 'x'.repeat(43) },
    { code: 'x', state: marker, iss: 'http://localhost' },
    { corrects: 'identity', numen: marker, birthDate: '1979-05-23', reason: 'erreur' },
  )
  return fc.record({
    route: fc.constantFrom(...routeNames.filter((name) => name !== 'DELETE /api/staff/session')),
    cookie: fc.oneof(
      cookieValues.map((value) => `__Host-staff=${value}`),
      cookieValues.map((value) => `__Host-sign-in=${value}; __Host-staff=${value}`),
      headerText,
    ),
    origin: fc.oneof(fc.constant(run.staff?.siteUrl ?? ''), headerText),
    body: fc.oneof(
      { weight: 6, arbitrary: right.chain(nearly).map((text) => Buffer.from(text)) },
      { weight: 2, arbitrary: hostileJson.map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: hostileBytes },
    ),
  })
}

async function send({ route, cookie, origin, body }: StaffCase): Promise<HttpResponse> {
  const { staff } = run.app
  if (!staff) throw new Error('The app has no site for staff')
  const [method = '', path = ''] = route.split(' ')
  return callApi({ ...run.app, ...staff }, run.lambdas, {
    method,
    path: `/${staff.api.stage}${path}`,
    headers: {
      'x-origin-token': [token],
      'content-type': ['application/json'],
      cookie: [cookie],
      origin: [origin],
    },
    body,
    sourceIp: '127.0.0.1',
  })
}

test(`whatever is sent to the staff's API is answered as the contract says, ${cases} times`, async () => {
  const secrets = [marker, token, ...cookies]
  let read = run.lines.length
  const met = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(staffCases(), async (one) => {
      const answer = await send(one)
      const text = answer.body.toString()
      const [method = '', path = ''] = one.route.split(' ')
      const headers = new Headers(answer.headers)
      const body: unknown = text === '' ? undefined : JSON.parse(text)
      expect(answer.status, text).toBeLessThan(500)
      expectDocumented(method, path, { status: answer.status, headers, body })
      const { code = String(answer.status) } = Object(body) as { code?: string }
      if (answer.status >= 400) expect(problemsIn(staffRoutes[one.route])).toContain(code)
      // The provider redirects to the calling page, if that page is registered.
      const address = new URL(Object(body).address ?? 'http://localhost')
      address.searchParams.delete('redirect_uri')
      const shownText = code === '200' && 'address' in Object(body) ? address.href : text
      expect(secretIn(shownText, secrets)).toBeUndefined()
      const written = run.lines.slice(read).join('\n')
      read = run.lines.length
      const emails = demoPeople.map(({ email }) => email)
      expect(secretIn(written, [...secrets, ...emails])).toBeUndefined()
      const answered = `${one.route} ${code}`
      met.set(answered, (met.get(answered) ?? 0) + 1)
    }),
    playing('requests of staff', cases),
  )
  console.log(
    [...met]
      .sort()
      .map(([answer, times]) => `${answer}: ${times}`)
      .join('\n'),
  )
}, 3_600_000)
