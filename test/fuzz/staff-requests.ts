import fc from 'fast-check'
import { callApi, type HttpResponse } from '../../local/api-gateway.ts'
import { envVar } from '../../local/run.ts'
import { demoPeople } from '../../local/staff/demo-people.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'
import { signCookie } from '../../shared/domain/account/signed-cookie.ts'
import { deriveCookieKeys } from '../../shared/domain/keys.ts'
import { newStaffSession } from '../../shared/domain/staff/staff-session.ts'
import type { BareRun } from '../journey/without-cloudfront.ts'
import { marker } from './cases.ts'
import { almostRight, headerText, hostileBytes, hostileJson } from './hostile-values.ts'

export interface StaffCase {
  route: keyof typeof staffRoutes
  cookie: string
  origin: string
  body: Buffer
}

export function signInStaff({ app, database, originToken }: BareRun): Promise<string[]> {
  const keys = deriveCookieKeys([originToken])
  const sessions = dynamoStaffSessions(database, envVar(app, 'STAFF_SESSIONS_TABLE'))
  return Promise.all(
    demoPeople.map(async ({ email }) => {
      const { cookie, session } = newStaffSession(email, new Date())
      await sessions.open(session)
      return signCookie(keys, '__Host-staff', cookie)
    }),
  )
}

const routeNames = Object.keys(staffRoutes) as (keyof typeof staffRoutes)[]

export function staffCases({ staff }: BareRun, cookies: readonly string[]) {
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
  return fc.record<StaffCase>({
    route: fc.constantFrom(...routeNames.filter((name) => name !== 'DELETE /api/staff/session')),
    cookie: fc.oneof(
      cookieValues.map((value) => `__Host-staff=${value}`),
      cookieValues.map((value) => `__Host-sign-in=${value}; __Host-staff=${value}`),
      headerText,
    ),
    origin: fc.oneof(fc.constant(staff?.siteUrl ?? ''), headerText),
    body: fc.oneof(
      { weight: 6, arbitrary: right.chain(almostRight).map((text) => Buffer.from(text)) },
      { weight: 2, arbitrary: hostileJson.map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: hostileBytes },
    ),
  })
}

export async function sendAsStaff(
  { app, lambdas, originToken }: BareRun,
  { route, cookie, origin, body }: StaffCase,
): Promise<HttpResponse> {
  const { staff } = app
  if (!staff) throw new Error('The app has no site for staff')
  const [method = '', path = ''] = route.split(' ')
  const headers = {
    'x-origin-token': originToken,
    'content-type': 'application/json',
    cookie,
    origin,
  }
  return callApi({ ...app, ...staff }, lambdas, {
    ...{ method, path: `/${staff.api.stage}${path}`, body, sourceIp: '127.0.0.1' },
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  })
}
