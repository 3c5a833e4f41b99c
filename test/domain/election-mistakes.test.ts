import { describe, expect, it } from 'vitest'
import {
  fieldsOf,
  mistakesOf,
  ofAnotherType,
  pathsOf,
  validElectionFile,
  validStaff,
  withField,
} from '../builders/election-files.ts'

describe("a mistake in the election's configuration", () => {
  const mayBeAbsent = [
    'smsMonthlySpendUsd',
    'receiptMinutes',
    'bothLostHours',
    'mailsPerSecond',
    'limits.noticesBeyondRequests',
    'limits.smsPerVoter',
    'limits.smsPerPhone',
    'smsWaitsForMailMinutes',
    'alarms',
    'roles',
    ...Object.keys(validElectionFile.roles).map((name) => `roles.${name}`),
    'name',
    'mail.identity',
    'protection',
    'protection.backupDays',
    'protection.keysReplicaRegion',
    'protection.customerManagedKey',
    'protection.permissionsBoundary',
    'ledger',
    'ledger.lockDays',
    'ledger.headEveryMinutes',
    'ledger.recipients',
    'site.logo',
    'site.domain',
    'site.certificate',
    'site.hostedZone',
    'site.firewall',
    'site.accessLogs',
    'site.votingUrl',
    'lambdaConcurrency',
    'canary',
    'auditTrail',
    'mode',
    'legal',
  ]

  it.each(
    pathsOf(validElectionFile).filter(
      (path) => !/\.\d+$/.test(path) && !mayBeAbsent.includes(path),
    ),
  )('is named when %s is missing', (path) => {
    expect(mistakesOf(withField(path))).toEqual([
      { field: path, message: expect.stringMatching(/^is missing/) },
    ])
  })

  it.each([...pathsOf(validElectionFile), 'smsSignature'])(
    'is named when %s is of a wrong type',
    (path) => {
      expect(fieldsOf(withField(path, ofAnotherType(path)))).toEqual([path])
      expect(fieldsOf(withField(path, null))).toEqual([path])
    },
  )

  it.each(['unheardOf', 'protection.unheardOf', 'legal.unheardOf', 'ballots.1.unheardOf'])(
    'is named when %s is no known field',
    (field) => {
      expect(mistakesOf(withField(field, 1))).toEqual([{ field, message: 'is no known field' }])
    },
  )

  it.each([
    ['name', 'with a capital', 'Reassort'],
    ['name', 'that begins with a digit', '2026-elections'],
    ['name', 'that ends with a hyphen', 'elections-'],
    ['mail.identity', 'of another kind', 'mailbox'],
    ['protection.keysReplicaRegion', 'no region', 'Paris'],
    ['region', 'no region', 'eu-west3'],
    ['protection.permissionsBoundary', 'an ARN', 'arn:aws:iam::1:policy/x'],
    ['title', 'empty', '   '],
    ['title', 'of two lines', 'Élections\n2026'],
    ['organiser', 'not sendable by SMS', 'La Forêt'],
    ['organiser', 'too long for one SMS', 'x'.repeat(48)],
    ['smsSignature', 'not sendable by SMS', 'L’Académie'],
    ['smsSignature', 'too long for one SMS', '€'.repeat(24)],
    ['senderId', 'of twelve characters', 'ELECTIONS202'],
    ['senderId', 'of digits only', '12345'],
    ['senderId', 'accented', 'ÉLECTIONS'],
    ['senderId', 'spaced', 'LE VOTE'],
    ['senderId', 'hyphenated', 'LE-VOTE'],
    ['timeZone', 'a city alone', 'Paris'],
    ['timeZone', 'an offset', '+01:00'],
    ['dates.voteOpensAt', 'a date alone', '2026-11-29'],
    ['dates.voteOpensAt', 'written with seconds', '2026-11-29T10:00:00'],
    ['dates.voteOpensAt', 'written with an offset', '2026-11-29T10:00Z'],
    ['dates.reissueOpensAt', 'no day of the calendar', '2026-02-30T10:00'],
    ['dates.reissueOpensAt', 'in a month 13', '2025-13-01T10:00'],
    ['dates.reissueOpensAt', 'at 24:00', '2026-11-14T24:00'],
    ['dates.reissueOpensAt', 'at 10:60', '2026-11-14T10:60'],
    ['dates.reissueOpensAt', 'in the hour that spring skips', '2026-03-29T02:30'],
    ['limits.reissuesPerPhone', 'no whole number', 1.5],
    ['smsDelaySeconds', 'negative', -1],
    ['smsDelaySeconds', 'above what SQS can delay', 901],
    ['smsDelaySeconds', 'a text', '120'],
    ['smsPerSecond', 'one, too slow for three senders with ten SMS each', 1],
    ['mailsPerSecond', 'more than one item can share out', 301],
    ['receiptMinutes', 'beyond the 72 hours of a receipt', 4321],
    ['smsPerSecond', 'beyond what the item of a day takes', 101],
    ['territories', 'empty', []],
    ['territories.0', 'a name', 'France'],
    ['mail.from', 'no address', 'elections.example'],
    ['site.brandColour', 'a name', 'blue'],
    ['site.domain', 'an address', 'https://vote.elections.example'],
    ['site.domain', 'one word', 'vote'],
    ['site.domain', 'too long', `${'a.'.repeat(125)}example`],
    ['site.domain', 'in another zone', 'vote.elections.test'],
    ['site.domain', 'in a zone whose name only ends alike', 'vote.my-elections.example'],
    [
      'site.certificate',
      'in another region',
      'arn:aws:acm:eu-west-3:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef',
    ],
    ['site.hostedZone.id', 'a name', 'elections.example'],
    ['legal.host.name', 'two lines', 'one\ntwo'],
    ['legal.accessibility.statedOn', 'a day that does not exist', '2026-02-30'],
    ['legal.accessibility.statedOn', 'a month that does not exist', '2026-13-01'],
    ['legal.accessibility.statedOn', 'of a year that has six digits', '+010000-01'],
    ['ballots', 'empty', []],
    ['ballots.0.id', 'accented', 'élus'],
  ])('is named when %s is %s', (path, _, value) => {
    expect(fieldsOf(withField(path, value))).toEqual([path])
  })

  it('is named when a domain could not be proved, or what proves it has no domain', () => {
    const site = { brandColour: '#1d4e89' }
    const { domain, certificate, hostedZone } = validElectionFile.site
    const mistakesIn = (fields: object) => mistakesOf(withField('site', { ...site, ...fields }))
    expect(mistakesIn({ domain })).toEqual([
      { field: 'site.domain', message: 'needs site.certificate or site.hostedZone' },
    ])
    expect(mistakesIn({ certificate, hostedZone })).toEqual([
      { field: 'site.certificate', message: 'needs site.domain' },
      { field: 'site.hostedZone', message: 'needs site.domain' },
    ])
    for (const enough of [{ certificate }, { hostedZone }, { certificate, hostedZone }]) {
      expect(mistakesIn({ domain, ...enough })).toEqual([])
    }
    expect(mistakesIn({ domain: hostedZone.name, hostedZone })).toEqual([])
  })

  it('is named when the staff’s domain could not be proved, or is the voters’', () => {
    const { domain, certificate, hostedZone } = validElectionFile.site
    const named = { domain: 'assistance.elections.example', certificate }
    const mistakesIn = (fields: object, site: object = { hostedZone }) =>
      mistakesOf({
        ...withField('site', { brandColour: '#1d4e89', domain, certificate, ...site }),
        staff: { ...validStaff, ...fields },
      })
    for (const enough of [named, { domain: named.domain }]) {
      expect(mistakesIn(enough)).toEqual([])
    }
    expect(mistakesIn(named, {})).toEqual([])
    expect(mistakesIn({ domain: named.domain }, {})).toEqual([
      { field: 'staff.domain', message: 'needs staff.certificate or site.hostedZone' },
    ])
    expect(mistakesIn({ certificate })).toEqual([
      { field: 'staff.certificate', message: 'needs staff.domain' },
    ])
    expect(mistakesIn({ domain: 'assistance.elections.test' })).toEqual([
      { field: 'staff.domain', message: 'must be in the hosted zone elections.example' },
    ])
    expect(mistakesIn({ domain })).toEqual([
      { field: 'staff.domain', message: 'must not be the domain of the site' },
    ])
  })

  it('is named when notices are to be printed and there is nobody to print them', () => {
    const field = 'limits.noticesBeyondRequests'
    expect(mistakesOf(withField(field, 1))).toEqual([{ field, message: 'needs staff' }])
    expect(mistakesOf({ ...withField(field, 10), staff: validStaff })).toEqual([])
  })

  it('is named when a key that keeps administrators out would leave copies that they may open', () => {
    const copies = { backupDays: 35, keysReplicaRegion: 'eu-west-1' }
    const mistakesIn = (protection: object) => mistakesOf(withField('protection', protection))
    const customerManagedKey = true
    expect(mistakesIn({ ...copies, customerManagedKey })).toEqual([
      {
        field: 'protection.customerManagedKey',
        message: 'excludes protection.backupDays and protection.keysReplicaRegion',
      },
    ])
    expect(mistakesIn({ backupDays: 35, customerManagedKey })).toHaveLength(1)
    expect(mistakesIn({ customerManagedKey })).toEqual([])
    expect(mistakesIn({ ...copies, customerManagedKey: false })).toEqual([])
  })

  it('is named when two ballots have one id', () => {
    expect(mistakesOf(withField('ballots.1.id', 'csa'))).toEqual([
      { field: 'ballots.1.id', message: 'must not use an id twice' },
    ])
  })

  it.each([
    ['reissueClosesAt', 'reissueOpensAt', '2026-11-13T23:59'],
    ['voteClosesAt', 'voteOpensAt', '2026-11-29T10:00'],
    ['voteClosesAt', 'voteOpensAt', '2026-11-29T09:59'],
  ])('is named when dates.%s does not come after dates.%s (%s)', (last, first, value) => {
    expect(mistakesOf(withField(`dates.${last}`, value))).toEqual([
      { field: `dates.${last}`, message: `must come after dates.${first}` },
    ])
  })

  it('is named when reissues open only once the vote is closed', () => {
    const file = withField('dates.reissueOpensAt', '2026-12-06T17:00')
    const { dates } = file as unknown as typeof validElectionFile
    dates.reissueClosesAt = '2026-12-08T17:00'
    expect(mistakesOf(file)).toEqual([
      { field: 'dates.voteClosesAt', message: 'must come after dates.reissueOpensAt' },
    ])
  })

  it('says in which time zone a date does not exist', () => {
    expect(mistakesOf(withField('dates.reissueOpensAt', '2026-03-29T02:30'))).toEqual([
      { field: 'dates.reissueOpensAt', message: 'does not exist in Europe/Paris' },
    ])
    const noGap = { ...withField('dates.reissueOpensAt', '2026-03-29T02:30') }
    expect(mistakesOf({ ...noGap, timeZone: 'Indian/Reunion' })).toEqual([])
  })

  it('does not hide another: all are named at once', () => {
    const file = { ...withField('limits.reissuesPerVoter', 0), senderId: 'X', smsDelaySeconds: 901 }
    expect(fieldsOf(file).sort()).toEqual([
      'limits.reissuesPerVoter',
      'senderId',
      'smsDelaySeconds',
    ])
    const dates = {
      ...validElectionFile.dates,
      voteOpensAt: '2026-11-31T10:00',
      contestUntil: '2026-02-30T10:00',
    }
    expect(fieldsOf({ ...validElectionFile, dates }).sort()).toEqual([
      'dates.contestUntil',
      'dates.voteOpensAt',
    ])
  })

  it.each([[null], [undefined], [[]], ['{}'], [42]])(
    'is told of the whole file when it is %j',
    (file) => {
      expect(fieldsOf(file)).toEqual(['(whole file)'])
    },
  )
})
