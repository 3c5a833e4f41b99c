import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { unsupportedTerritories } from '../../shared/domain/sms/phone.ts'
import {
  errorsOf,
  fieldsOf,
  leastElectionFile,
  validElectionFile,
  withField,
} from '../builders/election-files.ts'
import { boundValues } from '../builders/election-values.ts'

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
