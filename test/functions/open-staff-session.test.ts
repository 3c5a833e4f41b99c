import { beforeEach, expect, test } from 'vitest'
import { openStaffSession } from '../../functions/open-staff-session/open-staff-session.ts'
import { signedInStaff } from '../../shared/access/signed-in-staff.ts'
import {
  type Authorization,
  type Identification,
  newAuthorizationCookie,
} from '../../shared/domain/staff/authorization.ts'
import type { StaffSession } from '../../shared/domain/staff/staff-session.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'

const opened = new Date('2026-12-03T10:00:00.000Z')
const returnTo = 'https://assistance.example.org/connexion/'
const email = 'alix.agent@example.org'
const staff = {
  issuer: 'https://connexion.example.org',
  clientId: 'reassort',
  addresses: 'verified' as const,
  people: [
    { email, role: 'agent' as const },
    { email: 'erik@example.org', role: 'supervisor' as const },
  ],
}

let now = opened
let { staffSessions: sessions, look: kept } = inMemoryTables()
let calls: { authorization: Authorization; code: string; returnTo: string }[] = []
let answer: Identification = { outcome: 'refused', why: 'code' }

const provider = {
  signInAddress: async ({ state }: Authorization, to: string) => `https://provider/?${state}&${to}`,
  async identify(authorization: Authorization, { code }: { code: string }, to: string) {
    calls.push({ authorization, code, returnTo: to })
    return answer
  },
}

const clock = () => now
const dependencies = () => ({ provider, sessions, staff, clock })
const minutesLater = (minutes: number) => new Date(opened.getTime() + minutes * 60_000)

function wentToProvider() {
  const { cookie, authorization } = newAuthorizationCookie(now)
  const returned = { code: 'code', state: authorization.state }
  return { authorizationCookie: cookie, returned, returnTo }
}

beforeEach(() => {
  now = opened
  ;({ staffSessions: sessions, look: kept } = inMemoryTables())
  calls = []
  answer = { outcome: 'identified', claims: { email: email.toUpperCase(), emailVerified: true } }
})

test('a sign-in of the staff opens a session for whoever the file names, with what the browser went for', async () => {
  const request = wentToProvider()
  const result = await openStaffSession(dependencies(), request)
  expect(result).toMatchObject({ outcome: 'signed-in', person: { email, role: 'agent' } })
  const cookie = result.outcome === 'signed-in' ? result.cookie : undefined
  expect(calls).toMatchObject([
    { code: 'code', returnTo, authorization: { state: request.returned.state } },
  ])
  expect((await signedInStaff({ sessions, staff }, cookie, now))?.person.email).toBe(email)
})

test.each([
  ['without the cookie', { authorizationCookie: undefined }],
  ['with the state of another', { returned: { code: 'code', state: 'another' } }],
])('a staff sign-in %s is refused, and costs the provider nothing', async (_, changes) => {
  const request = { ...wentToProvider(), ...changes }
  const result = await openStaffSession(dependencies(), request)
  expect(result).toEqual({ outcome: 'refused', why: 'authorization' })
  expect(calls).toEqual([])
  expect(kept.all('staffSessions')).toEqual([])
})

test.each([
  [
    { outcome: 'refused', why: 'token' },
    { outcome: 'refused', why: 'token' },
  ],
  [
    // The Kelvin sign becomes a k in lower case.
    { outcome: 'identified', claims: { email: 'eri\u212a@example.org', emailVerified: true } },
    { outcome: 'refused', why: 'unlisted' },
  ],
  [
    { outcome: 'unavailable', why: 'OAUTH_TIMEOUT' },
    { outcome: 'unavailable', why: 'OAUTH_TIMEOUT' },
  ],
] as const)('a staff sign-in opens nothing when the provider says %o', async (saying, expected) => {
  answer = saying
  expect(await openStaffSession(dependencies(), wentToProvider())).toEqual(expected)
  expect(kept.all('staffSessions')).toEqual([])
})

async function openedCookie(): Promise<string> {
  const result = await openStaffSession(dependencies(), wentToProvider())
  if (result.outcome !== 'signed-in') throw new Error('Nobody is signed in')
  return result.cookie
}
const look = (cookie: string | undefined, at: Date, changes = {}) =>
  signedInStaff({ sessions, staff, ...changes }, cookie, at)

test('a session of the staff goes on while it is used, for eight hours at most', async () => {
  const cookie = await openedCookie()
  expect(await look(cookie, minutesLater(30))).toBeUndefined()
  for (let minutes = 20; minutes < 480; minutes += 20) {
    expect(await look(cookie, minutesLater(minutes)), `${minutes} min`).toBeDefined()
  }
  expect(await look(cookie, minutesLater(480))).toBeUndefined()
})

test('a session of the staff has a new end with each use, noted once a minute', async () => {
  const cookie = await openedCookie()
  const [session] = kept.all<StaffSession>('staffSessions')
  const ends = { ...session, expiresAt: minutesLater(35) }
  expect(await look(cookie, minutesLater(5))).toMatchObject({ session: ends })
  expect(kept.all('staffSessions')).toEqual([ends])
  expect(await look(cookie, minutesLater(5.9))).toMatchObject({ session: ends })
  expect(kept.all('staffSessions')).toEqual([ends])
})

test('a session of the staff is over for whoever leaves the list, and its role is the one of the list', async () => {
  const cookie = await openedCookie()
  const people = [{ email, role: 'delegate' as const }]
  expect((await look(cookie, opened, { staff: { ...staff, people } }))?.person.role).toBe(
    'delegate',
  )
  const others = [{ email: 'sacha@example.org', role: 'agent' as const }]
  expect(await look(cookie, opened, { staff: { ...staff, people: others } })).toBeUndefined()
})
