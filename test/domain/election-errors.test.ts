import { expect, test } from 'vitest'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
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
import { impossibleValues, wrongValues } from '../builders/election-values.ts'

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
