import { expect, test } from 'vitest'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import {
  authorizationMinutes,
  newAuthorizationCookie,
  readAuthorizationCookie,
} from '../../shared/domain/staff/authorization.ts'
import { findPerson, identifyPerson } from '../../shared/domain/staff/staff-person.ts'
import { newStaffSession, staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import { validElectionFile } from '../builders/election-files.ts'
import { minutes, now } from '../builders/values.ts'

const agent = { email: 'Alix.Agent@example.org', role: 'agent' } as const
const staff = { people: [agent], addresses: 'verified' } as const

const email = 'alix.agent@example.org'

test('an address is found in the file, whatever its case', () => {
  expect(identifyPerson(staff, { email, emailVerified: true })).toEqual(agent)
  expect(findPerson(staff, email)).toEqual(agent)
})

test.each([
  [
    'is unverified, though the provider gives only its own',
    { email, emailVerified: false },
    'of-issuer',
  ],
  ['comes without a claim of verification', { email }, 'verified'],
  ['is absent', { emailVerified: true }, 'of-issuer'],
  ['is in no list', { email: 'camille@example.org', emailVerified: true }, 'of-issuer'],
] as const)('nobody is found when the address %s', (_, claims, addresses) => {
  expect(identifyPerson({ ...staff, addresses }, claims)).toBeUndefined()
})

test('an unverified address counts where the file says that all addresses are its own', () => {
  expect(identifyPerson({ ...staff, addresses: 'of-issuer' }, { email })).toEqual(agent)
})

test('the cookie of a sign-in at the provider gives back three values of which none is in it, nor tells another', () => {
  const { cookie, authorization } = newAuthorizationCookie(now)
  expect(readAuthorizationCookie(cookie, now)).toEqual(authorization)
  const values = Object.values(authorization)
  expect(new Set(values).size).toBe(3)
  for (const value of values) {
    expect(value).toMatch(/^[\w-]{43}$/)
    expect(cookie).not.toContain(value)
  }
  expect(newAuthorizationCookie(now).authorization.state).not.toBe(authorization.state)
})

test('the cookie of a sign-in reads the same in the next version of the service', () => {
  const read = readAuthorizationCookie(`${'s'.repeat(43)}.4102444800`, now)
  expect(read).toEqual({
    state: 'AubgmdlcTTPhkxcACI9xV5Z0dopNZB7UVF8EdnTTwYM',
    nonce: 'ys-xG52leBFBvS1H3Pr_2bm-4qcrHBhngOHmvN0riZI',
    codeVerifier: 'upnVn_UO72OqEyw4EVen_m46-HpiqBvJMy5c4iHjmJk',
  })
})

test('the cookie of a sign-in at the provider is none once it has expired, or is something else', () => {
  const { cookie } = newAuthorizationCookie(now)
  expect(readAuthorizationCookie(cookie, minutes(authorizationMinutes - 0.1))).toBeDefined()
  expect(readAuthorizationCookie(cookie, minutes(authorizationMinutes))).toBeUndefined()
  const others = [undefined, 'something.else', `a${cookie}`, `${cookie}0`, `\n${cookie}`]
  for (const other of others) expect(readAuthorizationCookie(other, now)).toBeUndefined()
})

test('a session of staff is found by the hash of its cookie', () => {
  const { cookie, session } = newStaffSession(agent.email, now)
  expect(session).toMatchObject({ tokenHash: staffTokenHash(cookie), email: agent.email })
  expect(session.tokenHash).not.toContain(cookie)
  const others = [undefined, '', 'something else', `a${cookie}`, `${cookie}a`, `\n${cookie}`]
  for (const other of others) expect(staffTokenHash(other)).toBeUndefined()
})

const named = {
  issuer: 'https://connexion.example.org/realms/vote',
  clientId: 'reassort',
  people: [agent],
}
const parsed = (changes: object) =>
  parseElection({ ...validElectionFile, staff: { ...named, ...changes } }).staff

test.each([
  'https://auth.agentconnect.gouv.fr/api/v2',
  'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
  'https://sts.windows.net/00000000-0000-0000-0000-000000000000/',
  'https://connexion.example.org:8443/realms/vote/',
  'http://localhost:8084',
])('the staff of an election sign in with %s', (issuer) => {
  expect(parsed({ issuer })).toEqual({ ...named, issuer, addresses: 'verified' })
})

test.each([
  'http://connexion.example.org/realms/vote',
  'https://connexion.example.org/?realm=vote',
  'https://connexion.example.org:99999',
  'https://login.microsoftonline.com/common/v2.0',
  'https://login.microsoftonline.com:443/organizations/v2.0',
  'https://login.microsoftonline.com/Consumers/v2.0',
  'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
  'https://login.microsoftonline.us/common/v2.0',
  'https://sts.windows.net/common/',
  'https://login.microsoft.com/common/v2.0',
  'https://login.partner.microsoftonline.cn/common/v2.0',
  'https://login.chinacloudapi.cn/common/',
  'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000x/v2.0',
  'https://169.254.169.254/latest',
  'http://localhost.example.org:80',
])('the staff of an election do not sign in with %s', (issuer) => {
  expect(() => parsed({ issuer })).toThrow('staff.issuer')
})

test('the staff of an election are a list of people', () => {
  expect(() => parsed({ people: 'everybody' })).toThrow('staff.people')
  expect(() => parsed({ people: [7, { role: 'agent' }] })).toThrow('staff.people.0')
})
