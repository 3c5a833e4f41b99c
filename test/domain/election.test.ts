import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ElectionError, parseElection } from '../../shared/domain/election.ts'
import { unknownTerritories } from '../../shared/domain/phone.ts'

const validFile = {
  title: 'Élections professionnelles 2026',
  organiser: 'Le Ministère',
  senderId: 'ELECTION26',
  timeZone: 'Europe/Paris',
  dates: {
    contestUntil: '2026-12-11T17:00',
    reissueOpensAt: '2026-11-14T00:00',
    reissueClosesAt: '2026-12-06T17:00',
    voteOpensAt: '2026-11-29T10:00',
    voteClosesAt: '2026-12-06T17:00',
  },
  limits: { reissuesPerVoter: 3, reissuesPerPhone: 3 },
  smsDelaySeconds: 120,
  smsPerSecond: 20,
  smsDailyCap: 200_000,
  smsMaxPriceUsd: 0.2,
  smsMonthlySpendUsd: 16_000,
  receiptMinutes: 30,
  bothLostHours: 48,
  mailsPerSecond: 20,
  alarms: { email: 'equipe@elections.example' },
  territories: ['FR', 'RE'],
  mail: { from: 'vote@elections.example' },
  site: { brandColour: '#1d4e89' },
  helpdesk: { phone: '01 23 45 67 89', email: 'aide@elections.example', hours: 'de 8 h à 18 h' },
  ballots: [
    { id: 'csa', title: 'Comité social' },
    { id: 'cap', title: 'Commission paritaire' },
  ],
}

type Tree = { [name: string]: unknown }

/** The valid file with the value at a dotted path replaced, or removed when the value is absent. */
function withField(path: string, ...value: [unknown?]): Tree {
  const file = structuredClone(validFile) as Tree
  const names = path.split('.')
  const last = names.pop() as string
  const parent = names.reduce((node, name) => node[name] as Tree, file)
  if (value.length === 0) delete parent[last]
  else parent[last] = value[0]
  return file
}

function pathsOf(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const below = typeof value === 'object' ? pathsOf(value, `${prefix}${name}.`) : []
    return [`${prefix}${name}`, ...below]
  })
}

function mistakesOf(file: unknown): { field: string; message: string }[] {
  try {
    parseElection(file)
  } catch (error) {
    expect(error).toBeInstanceOf(ElectionError)
    const [, ...lines] = (error as Error).message.split('\n')
    return lines.map((line) => {
      const [, field, message] = /^ {2}([^:]+): (.+)$/.exec(line) ?? []
      return { field: field ?? '', message: message ?? '' }
    })
  }
  return []
}

const fieldsOf = (file: unknown) => mistakesOf(file).map(({ field }) => field)

describe("the election's configuration", () => {
  it('of this repository is valid, and telephones serve all its territories', () => {
    const file = JSON.parse(readFileSync(new URL('../../election.json', import.meta.url), 'utf8'))
    const election = parseElection(file)
    expect(unknownTerritories(election.territories)).toEqual([])
  })

  it('gives its values back, its dates as instants of its own time zone', () => {
    expect(parseElection(validFile)).toEqual({
      ...validFile,
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

  it.each([
    ['Europe/Paris in summer', 'Europe/Paris', '2026-07-14T10:00', '2026-07-14T08:00:00Z'],
    ['La Réunion', 'Indian/Reunion', '2026-11-20T10:00', '2026-11-20T06:00:00Z'],
    ['Guyane', 'America/Cayenne', '2026-11-20T10:00', '2026-11-20T13:00:00Z'],
    ['Nouméa', 'Pacific/Noumea', '2026-11-20T10:00', '2026-11-19T23:00:00Z'],
  ])('reads a date by the clock of %s', (_, timeZone, text, instant) => {
    const file = { ...withField('dates.reissueOpensAt', text), timeZone }
    expect(parseElection(file).dates.reissueOpensAt).toEqual(new Date(instant))
  })

  it('takes the hour that comes twice in autumn for the first of the two', () => {
    const { dates } = parseElection(withField('dates.reissueOpensAt', '2026-10-25T02:30'))
    expect(dates.reissueOpensAt).toEqual(new Date('2026-10-25T00:30:00Z'))
  })

  it('signs the SMS with its own signature when it has one, else with the organiser', () => {
    expect(parseElection(withField('smsSignature', 'MEN')).smsSignature).toBe('MEN')
    expect(parseElection(validFile).smsSignature).toBe('Le Ministère')
  })

  it('lets an organiser be written with any letter when the SMS is signed otherwise', () => {
    const file = { ...withField('organiser', 'L’Académie de la Forêt'), smsSignature: 'Academie' }
    expect(parseElection(file)).toMatchObject({
      organiser: 'L’Académie de la Forêt',
      smsSignature: 'Academie',
    })
  })

  it('leaves the spend limit of the account alone, and waits a quarter of an hour, when it says nothing', () => {
    const {
      smsMonthlySpendUsd: _,
      receiptMinutes: __,
      alarms: ___,
      bothLostHours: ____,
      mailsPerSecond: _____,
      ...brief
    } = validFile
    const { smsMonthlySpendUsd, receiptMinutes, alarms, bothLostHours, mailsPerSecond } =
      parseElection(brief)
    const values = [smsMonthlySpendUsd, receiptMinutes, alarms, bothLostHours, mailsPerSecond]
    expect(values).toEqual([undefined, 15, undefined, 24, 14])
  })

  it.each([0, 120, 900])('accepts a delay of %i seconds', (seconds) => {
    expect(parseElection(withField('smsDelaySeconds', seconds)).smsDelaySeconds).toBe(seconds)
  })

  it.each([
    ['title', 'x'.repeat(120)],
    ['title', 'x'],
    ['senderId', 'VOT'],
    ['senderId', 'A1234567890'],
    ['limits.reissuesPerVoter', 1],
    ['limits.reissuesPerVoter', 10],
    ['limits.reissuesPerPhone', 1],
    ['limits.reissuesPerPhone', 10],
    ['smsPerSecond', 2],
    ['smsMonthlySpendUsd', 1],
    ['smsMonthlySpendUsd', 1_000_000],
    ['receiptMinutes', 1],
    ['receiptMinutes', 4320],
    ['bothLostHours', 1],
    ['mailsPerSecond', 4],
    ['mailsPerSecond', 1000],
    ['bothLostHours', 2160],
    ['smsPerSecond', 1000],
    ['smsDailyCap', 1],
    ['smsDailyCap', 10_000_000],
    ['smsMaxPriceUsd', 0.01],
    ['smsMaxPriceUsd', 5],
    ['territories', ['FR']],
    ['site.brandColour', '#09AFaf'],
    ['helpdesk.phone', 'x'.repeat(40)],
    ['helpdesk.hours', 'x'.repeat(120)],
    ['ballots', [{ id: '0', title: 'x' }]],
    ['ballots.0.id', 'a'.repeat(40)],
    ['ballots.0.title', 'x'.repeat(160)],
  ])('accepts %s at its bound: %j', (path, value) => {
    expect(mistakesOf(withField(path, value))).toEqual([])
  })

  it.each([
    [
      'accepts an organiser of 80 characters',
      { organiser: 'x'.repeat(80), smsSignature: 'MEN' },
      [],
    ],
    [
      'refuses an organiser of 81',
      { organiser: 'x'.repeat(81), smsSignature: 'MEN' },
      ['organiser'],
    ],
    ['refuses a signature of 81', { smsSignature: 'x'.repeat(81) }, ['smsSignature']],
  ])('%s', (_, changes, fields) => {
    expect(fieldsOf({ ...validFile, ...changes })).toEqual(fields)
  })

  it('trims its texts', () => {
    expect(parseElection(withField('title', '  Élections ')).title).toBe('Élections')
  })
})

describe("a mistake in the election's configuration", () => {
  const mayBeAbsent = [
    'smsMonthlySpendUsd',
    'receiptMinutes',
    'bothLostHours',
    'mailsPerSecond',
    'alarms',
  ]

  it.each(pathsOf(validFile).filter((path) => !/\.\d+$/.test(path) && !mayBeAbsent.includes(path)))(
    'is named when %s is missing',
    (path) => {
      expect(mistakesOf(withField(path))).toEqual([
        { field: path, message: expect.stringMatching(/^is missing/) },
      ])
    },
  )

  it.each([...pathsOf(validFile), 'smsSignature'])(
    'is named when %s is of a wrong type',
    (path) => {
      expect(fieldsOf(withField(path, true))).toEqual([path])
      expect(fieldsOf(withField(path, null))).toEqual([path])
    },
  )

  it.each([
    ['', '(whole file)'],
    ['dates.', 'dates'],
    ['limits.', 'limits'],
    ['mail.', 'mail'],
    ['site.', 'site'],
    ['helpdesk.', 'helpdesk'],
    ['ballots.1.', 'ballots.1'],
  ])('is named when "%sunheardOf" is no known field', (prefix, field) => {
    expect(mistakesOf(withField(`${prefix}unheardOf`, 1))).toEqual([
      { field, message: 'has unknown fields: unheardOf' },
    ])
  })

  it.each([
    ['title', 'empty', '   '],
    ['title', 'of two lines', 'Élections\n2026'],
    ['title', 'too long', 'x'.repeat(121)],
    ['organiser', 'empty', ''],
    ['organiser', 'not sendable by SMS', 'La Forêt'],
    ['organiser', 'too long for one SMS', 'x'.repeat(48)],
    ['smsSignature', 'not sendable by SMS', 'L’Académie'],
    ['smsSignature', 'too long for one SMS', '€'.repeat(24)],
    ['senderId', 'of two characters', 'EN'],
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
    ['dates.voteOpensAt', 'French', '29/11/2026 10:00'],
    ['dates.reissueOpensAt', 'no day of the calendar', '2026-02-30T10:00'],
    ['dates.reissueOpensAt', 'in a month 13', '2025-13-01T10:00'],
    ['dates.reissueOpensAt', 'at 24:00', '2026-11-14T24:00'],
    ['dates.reissueOpensAt', 'at 10:60', '2026-11-14T10:60'],
    ['dates.reissueOpensAt', 'in the hour that spring skips', '2026-03-29T02:30'],
    ['limits.reissuesPerVoter', 'zero', 0],
    ['limits.reissuesPerVoter', 'above ten', 11],
    ['limits.reissuesPerPhone', 'zero', 0],
    ['limits.reissuesPerPhone', 'above ten', 11],
    ['limits.reissuesPerPhone', 'no whole number', 1.5],
    ['smsDelaySeconds', 'negative', -1],
    ['smsDelaySeconds', 'above what SQS can delay', 901],
    ['smsDelaySeconds', 'a text', '120'],
    ['smsPerSecond', 'one, which two senders cannot share', 1],
    ['smsMonthlySpendUsd', 'nothing', 0],
    ['smsMonthlySpendUsd', 'above a million', 1_000_001],
    ['receiptMinutes', 'nothing', 0],
    ['bothLostHours', 'nothing', 0],
    ['mailsPerSecond', 'less than two mailers can share', 3],
    ['mailsPerSecond', 'a slip', 1001],
    ['bothLostHours', 'more than a quarter', 2161],
    ['receiptMinutes', 'beyond the 72 hours of a receipt', 4321],
    ['alarms.email', 'no address', 'equipe'],
    ['smsPerSecond', 'above a thousand', 1001],
    ['smsDailyCap', 'zero', 0],
    ['smsDailyCap', 'above ten million', 10_000_001],
    ['smsMaxPriceUsd', 'zero', 0],
    ['smsMaxPriceUsd', 'above five', 5.01],
    ['territories', 'empty', []],
    ['territories.1', 'in lower case', 're'],
    ['territories.0', 'a name', 'France'],
    ['mail.from', 'no address', 'elections.example'],
    ['site.brandColour', 'a name', 'blue'],
    ['site.brandColour', 'short', '#14e'],
    ['helpdesk.phone', 'empty', ''],
    ['helpdesk.phone', 'too long', 'x'.repeat(41)],
    ['helpdesk.email', 'no address', 'aide@'],
    ['helpdesk.hours', 'empty', ''],
    ['helpdesk.hours', 'too long', 'x'.repeat(121)],
    ['ballots', 'empty', []],
    ['ballots.0.id', 'accented', 'élus'],
    ['ballots.0.id', 'too long', 'a'.repeat(41)],
    ['ballots.0.title', 'too long', 'x'.repeat(161)],
    ['ballots.0.title', 'empty', ''],
  ])('is named when %s is %s', (path, _, value) => {
    expect(fieldsOf(withField(path, value))).toEqual([path])
  })

  it('is named when two ballots have one id', () => {
    expect(mistakesOf(withField('ballots.1.id', 'csa'))).toEqual([
      { field: 'ballots', message: 'must not use an id twice' },
    ])
  })

  it.each([
    ['reissueClosesAt', 'reissueOpensAt', '2026-11-14T00:00'],
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
    const { dates } = file as unknown as typeof validFile
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
      ...validFile.dates,
      voteOpensAt: '2026-11-31T10:00',
      contestUntil: '2026-02-30T10:00',
    }
    expect(fieldsOf({ ...validFile, dates }).sort()).toEqual([
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
