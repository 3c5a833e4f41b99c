import { beforeEach, expect, it, test } from 'vitest'
import { openStaffSession } from '../../functions/open-staff-session/open-staff-session.ts'
import { authenticateStaff } from '../../shared/access/signed-in-staff.ts'
import {
  type Authorization,
  type Identification,
  newAuthorizationCookie,
} from '../../shared/domain/staff/authorization.ts'
import type { StaffSession } from '../../shared/domain/staff/staff-session.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aStaffWorld } from '../builders/staff-world.ts'
import { minutes, now } from '../builders/values.ts'

const { tables, office, ports } = await forEachTest(aStaffWorld)
const { staff } = ports
const redirectUri = 'https://assistance.example.org/connexion/'
const email = 'alix@example.org'

let calls: { authorization: Authorization; code: string; redirectUri: string }[] = []
let identification: Identification

const provider = {
  signInUrl: async ({ state }: Authorization, to: string) => `https://provider/?${state}&${to}`,
  async identify(authorization: Authorization, { code }: { code: string }, to: string) {
    calls.push({ authorization, code, redirectUri: to })
    return identification
  },
}

const stored = () => tables.look.all<StaffSession>('staffSessions')

function returnedRequest() {
  const { cookie, authorization } = newAuthorizationCookie(now)
  const response = { code: 'code', state: authorization.state }
  return { authorizationCookie: cookie, response, redirectUri }
}

const open = (changes: object = {}) =>
  openStaffSession({ ...ports, provider }, { ...returnedRequest(), ...changes })

beforeEach(() => {
  calls = []
  const claims = { email: email.toUpperCase(), emailVerified: true }
  identification = { outcome: 'identified', claims }
})

test('a staff sign-in opens a session for a person that election.json names', async () => {
  const request = returnedRequest()
  const result = await open(request)
  expect(result).toMatchObject({ outcome: 'signed-in', person: { email, role: 'agent' } })
  const cookie = result.outcome === 'signed-in' ? result.cookie : undefined
  const { state } = request.response
  expect(calls).toMatchObject([{ code: 'code', redirectUri, authorization: { state } }])
  expect((await authenticateStaff(ports, cookie, now))?.person.email).toBe(email)
})

test.each([
  ['without the cookie', { authorizationCookie: undefined }],
  ['with the state of another', { response: { code: 'code', state: 'another' } }],
])('a staff sign-in %s is refused without a call to the provider', async (_, changes) => {
  expect(await open(changes)).toEqual({ outcome: 'refused', why: 'authorization' })
  expect([calls, stored()]).toEqual([[], []])
})

test.each([
  [{ outcome: 'refused', why: 'token' }],
  [{ outcome: 'unavailable', why: 'OAUTH_TIMEOUT' }],
] as const)('a staff sign-in opens no session when the provider answers %o', async (answer) => {
  identification = answer
  expect(await open()).toEqual(answer)
  expect(stored()).toEqual([])
})

test('a staff sign-in opens no session for an address that only case folding finds on the list', async () => {
  // The Kelvin sign becomes a k in lower case.
  const people = [{ email: 'erik@example.org', role: 'supervisor' as const }]
  const claims = { email: 'eri\u212a@example.org', emailVerified: true }
  identification = { outcome: 'identified', claims }
  const dependencies = { ...ports, provider, staff: { ...staff, people } }
  const refused = { outcome: 'refused', why: 'unlisted' }
  expect(await openStaffSession(dependencies, returnedRequest())).toEqual(refused)
  expect(stored()).toEqual([])
})

const look = (cookie: string, at: Date, people = staff.people) =>
  authenticateStaff({ ...ports, staff: { ...staff, people } }, cookie, at)

it('a staff session lasts while it is used, at most eight hours', async () => {
  const cookie = await office.signedIn('alix')
  expect(await look(cookie, minutes(30))).toBeUndefined()
  for (let count = 20; count < 480; count += 20) {
    expect(await look(cookie, minutes(count)), `${count} min`).toBeDefined()
  }
  expect(await look(cookie, minutes(480))).toBeUndefined()
})

it('a staff session is returned with its new end, which is stored once a minute', async () => {
  const cookie = await office.signedIn('alix')
  const [session] = stored()
  const ends = { ...session, expiresAt: minutes(35) }
  for (const count of [5, 5.9]) {
    expect(await look(cookie, minutes(count))).toMatchObject({ session: ends })
    expect(stored()).toEqual([ends])
  }
})

it('a staff session takes its role from election.json, and ends when the person is removed there', async () => {
  const cookie = await office.signedIn('alix')
  const delegate = await look(cookie, now, [{ email, role: 'delegate' }])
  expect(delegate?.person.role).toBe('delegate')
  expect(await look(cookie, now, [{ email: 'sacha@example.org', role: 'agent' }])).toBeUndefined()
})
