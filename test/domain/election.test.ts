import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { unsupportedTerritories } from '../../shared/domain/sms/phone.ts'
import {
  errorsOf,
  fieldsOf,
  leastElectionFile,
  ofAnotherType,
  pathsOf,
  validElectionFile,
  validStaff,
  withField,
} from '../builders/election-files.ts'
import { boundValues, impossibleValues, wrongValues } from '../builders/election-values.ts'

test('the configuration of this repository is valid, and telephones serve all its territories', () => {
  const file = JSON.parse(readFileSync(new URL('../../election.json', import.meta.url), 'utf8'))
  const election = parseElection(file)
  expect(unsupportedTerritories(election.territories)).toEqual([])
})

test('the configuration gives its values back, its dates as instants of its own time zone', () => {
  expect(parseElection(validElectionFile)).toEqual({
    ...validElectionFile,
    smsSignature: 'Le Ministère',
    dates: {
      contestUntil: new Date('2026-12-11T16:00:00Z'),
      reissueOpensAt: new Date('2026-11-13T23:00:00Z'),
      reissueClosesAt: new Date('2026-12-06T16:00:00Z'),
      voteOpensAt: new Date('2026-11-29T09:00:00Z'),
      voteClosesAt: new Date('2026-12-06T16:00:00Z'),
    },
  })
})

test.each([
  ['Europe/Paris in summer', 'Europe/Paris', '2026-07-14T10:00', '2026-07-14T08:00:00Z'],
  ['La Réunion', 'Indian/Reunion', '2026-11-20T10:00', '2026-11-20T06:00:00Z'],
  ['Guyane', 'America/Cayenne', '2026-11-20T10:00', '2026-11-20T13:00:00Z'],
  ['Nouméa', 'Pacific/Noumea', '2026-11-20T10:00', '2026-11-19T23:00:00Z'],
  ['UTC', 'UTC', '2026-11-20T10:00', '2026-11-20T10:00:00Z'],
  // The first of the two hours that summer time ends with.
  ['Europe/Paris in autumn', 'Europe/Paris', '2026-10-25T02:30', '2026-10-25T00:30:00Z'],
])('the configuration reads a date by the clock of %s', (_, timeZone, text, instant) => {
  const file = { ...withField('dates.reissueOpensAt', text), timeZone }
  expect(parseElection(file).dates.reissueOpensAt).toEqual(new Date(instant))
})

test('the configuration lets an organiser be written with any letter when the SMS is signed otherwise', () => {
  const file = { ...withField('organiser', 'L’Académie de la Forêt'), smsSignature: 'Academie' }
  expect(parseElection(file)).toMatchObject({
    organiser: 'L’Académie de la Forêt',
    smsSignature: 'Academie',
  })
})

test('the configuration asks for nothing that costs or limits when it says nothing of it, but for an audit trail', () => {
  const { dates: _, ...told } = parseElection(leastElectionFile)
  const { dates: __, ...least } = leastElectionFile
  expect(told).toEqual({
    ...least,
    name: 'reassort',
    mode: 'vote',
    limits: { ...least.limits, noticesBeyondRequests: 0, smsPerVoter: 10, smsPerPhone: 10 },
    smsSignature: least.organiser,
    mail: { ...least.mail, identity: 'address' },
    site: { ...least.site, firewall: false, accessLogs: false },
    ...{ receiptMinutes: 15, bothLostHours: 24, mailsPerSecond: 14, smsWaitsForMailMinutes: 30 },
    ...{ knownPhones: false, phoneSettlesHours: 24 },
    ...{ unknownPhone: 'allow', unknownPhoneDelayHours: 24 },
    ledger: { headEveryMinutes: 60, lockDays: 730, recipients: [] },
    ...{ auditTrail: true, protection: {}, roles: {} },
  })
})

test.each(boundValues)('the configuration accepts %s at its bound: %j', (path, value) => {
  expect(errorsOf(withField(path, value))).toEqual([])
})

test('the configuration accepts an organiser of 80 characters, not of 81', () => {
  const file = (length: number) => ({
    ...withField('organiser', 'x'.repeat(length)),
    smsSignature: 'MEN',
  })
  expect(fieldsOf(file(80))).toEqual([])
  expect(fieldsOf(file(81))).toEqual(['organiser'])
})

test('the configuration trims its texts', () => {
  expect(parseElection(withField('title', '  Élections ')).title).toBe('Élections')
})

test.each(pathsOf(leastElectionFile).filter((path) => !/\.\d+$/.test(path)))(
  'an error in the configuration is named when %s is missing',
  (path) => {
    expect(errorsOf(withField(path))).toEqual([
      { field: path, message: expect.stringMatching(/^invalid_/) },
    ])
  },
)

test.each([...pathsOf(validElectionFile), 'smsSignature'])('a mistyped %s is named', (path) => {
  expect(new Set(fieldsOf(withField(path, ofAnotherType(path))))).toEqual(new Set([path]))
  expect(new Set(fieldsOf(withField(path, null)))).toEqual(new Set([path]))
})

test.each([
  ['unheardOf', '(whole file)'],
  ['protection.unheardOf', 'protection'],
  ['legal.unheardOf', 'legal'],
  ['ballots.1.unheardOf', 'ballots.1'],
])('an error in the configuration is named when %s is no known field', (path, field) => {
  expect(errorsOf(withField(path, 1))).toEqual([{ field, message: 'unrecognized_keys' }])
})

test.each([...wrongValues, ...impossibleValues])('%s is an error when it is %j', (path, value) => {
  expect(new Set(fieldsOf(withField(path, value)))).toEqual(new Set([path]))
})

const { domain, certificate, hostedZone } = validElectionFile.site
const staffed = { domain: 'assistance.elections.example', certificate }

test.each<[string, object, object, string[]]>([
  [
    'a domain is proved by nothing',
    { domain },
    {},
    ['site.domain: needs site.certificate site.hostedZone'],
  ],
  [
    'what proves a domain has none',
    { certificate, hostedZone },
    {},
    ['site.certificate: needs site.domain', 'site.hostedZone: needs site.domain'],
  ],
  ['the domain is the zone', { domain: hostedZone.name, hostedZone }, {}, []],
  ['a certificate proves the domain', { domain, certificate }, {}, []],
  ['a zone proves the domain', { domain, hostedZone }, {}, []],
  ['both prove the domains', { domain, certificate, hostedZone }, staffed, []],
  [
    'nothing proves the staff’s domain',
    { domain, certificate },
    { domain: staffed.domain },
    ['staff.domain: needs staff.certificate site.hostedZone'],
  ],
  [
    'the staff’s certificate has no domain',
    { domain, certificate },
    { certificate },
    ['staff.certificate: needs staff.domain'],
  ],
  [
    'the staff’s domain is in another zone',
    { domain, certificate, hostedZone },
    { domain: 'assistance.elections.test' },
    ['staff.domain: outside-zone elections.example'],
  ],
  [
    'the staff’s domain is the voters’',
    { domain, hostedZone },
    { domain },
    ['staff.domain: used-twice site.domain'],
  ],
])('an error is named exactly when it is one: %s', (_, site, staff, expected) => {
  const file = {
    ...withField('site', { brandColour: '#1d4e89', ...site }),
    staff: { ...validStaff, ...staff },
  }
  expect(errorsOf(file).map(({ field, message }) => `${field}: ${message}`)).toEqual(expected)
})

test('it is an error to refuse unknown phones where none can be known', () => {
  const file = withField('unknownPhone', 'refuse')
  const found = errorsOf({ ...file, knownPhones: false })
  expect(found).toEqual([{ field: 'unknownPhone', message: 'needs knownPhones' }])
  expect(errorsOf(file)).toEqual([])
})

test('it is no error to print notices beyond the requests when there are staff', () => {
  const file = withField('limits.noticesBeyondRequests', 10)
  expect(errorsOf({ ...file, staff: validStaff })).toEqual([])
})

test('it is no error to have a key of the election’s own when no copy is made', () => {
  expect(errorsOf(withField('protection', { customerManagedKey: true }))).toEqual([])
})

test('it is no error to name an hour that another zone does not skip', () => {
  const noGap = withField('dates.reissueOpensAt', '2026-03-29T02:30')
  expect(errorsOf({ ...noGap, timeZone: 'Indian/Reunion' })).toEqual([])
})

test('a person who is listed twice is named by the first place', () => {
  const people = [...validStaff.people, { email: 'Agent@elections.example', role: 'delegate' }]
  expect(errorsOf({ ...validElectionFile, staff: { ...validStaff, people } })).toEqual([
    { field: 'staff.people.1.email', message: 'used-twice staff.people[0].email' },
  ])
})

test('an error in the configuration does not hide another: all wrong types are named at once, and then all broken rules', () => {
  const dates = { ...validElectionFile.dates, voteOpensAt: '2026-11-31T10:00' }
  const file = { ...withField('ballots.1.id', 'csa'), dates }
  expect(() => parseElection(file)).toThrow(/: dates\.voteOpensAt, ballots\.1\.id$/)
  const limits = { ...validElectionFile.limits, reissuesPerVoter: 0 }
  expect(fieldsOf({ ...file, limits, senderId: 'X' })).toEqual([
    'senderId',
    'limits.reissuesPerVoter',
  ])
})

test.each([[null], [undefined], [[]], ['{}'], [42]])('the whole file is an error: %j', (file) => {
  expect(fieldsOf(file)).toEqual(['(whole file)'])
})
