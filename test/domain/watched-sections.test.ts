import { describe, expect, it, test } from 'vitest'
import type { SmsReading } from '../../shared/domain/staff/vote-reading.ts'
import type { Section } from '../../shared/domain/staff/watched-section.ts'
import {
  daySections,
  delegateSections,
  isReadingStale,
  teamSections,
} from '../../shared/domain/staff/watched-sections.ts'
import { alarmTexts } from '../../shared/texts/alarms.ts'
import { metricTexts } from '../../shared/texts/metric-names.ts'
import { controlTexts } from '../../shared/texts/staff/control-page.ts'
import { dayTexts } from '../../shared/texts/staff/day-page.ts'
import { unreadTexts } from '../../shared/texts/staff/staff-pages.ts'
import { later, now } from '../builders/values.ts'
import { anAlarm, aReading, find, someSms, watched } from '../builders/vote-readings.ts'
import { election } from '../builders/voters.ts'

const { timeZone } = election
test('a reading’s age is shown first to everybody from two minutes on', () => {
  const views = (vote: ReturnType<typeof watched>) =>
    [delegateSections(vote), daySections(vote, ''), teamSections(vote)].map(([first]) => first)
  const fresh = watched(aReading(), { now: later(120) })
  expect(isReadingStale(fresh)).toBe(false)
  for (const first of views(fresh)) expect(first?.heading).not.toBe(dayTexts.interruptedUpdate)
  const old = watched(aReading(), { now: later(121) })
  expect(isReadingStale(old)).toBe(true)
  const says = { heading: dayTexts.interruptedUpdate, tone: 'wrong' }
  for (const first of views(old)) {
    expect(first).toMatchObject({ ...says, lines: [dayTexts.readingTime(now, timeZone, old.now)] })
  }
  for (const first of views(watched(undefined))) {
    expect(first).toMatchObject({ ...says, lines: [dayTexts.noReading] })
  }
})

test('a reading’s age does not matter to unread parts, which are marked as such', () => {
  const unread = { counts: undefined, alarms: undefined, sms: undefined, activity: undefined }
  const vote = watched(aReading({ ...unread, pending: undefined }))
  const wrong = (sections: Section[]) =>
    sections.filter(({ tone }) => tone === 'wrong').map(({ lines }) => lines[0])
  const { alarms, sms, holds, counts, activity, pending } = unreadTexts
  expect(wrong(delegateSections(vote))).toEqual([alarms, sms, counts])
  expect(wrong(daySections(vote, ''))).toEqual([holds, alarms, sms])
  expect(wrong(teamSections(vote))).toEqual([alarms, pending, holds, sms, activity, counts])
  const withoutSms = watched(aReading({ sms: undefined }))
  expect(find(delegateSections(withoutSms), controlTexts.incidents).lines).toContain(holds)
})

it('a pending approval is shown with its kind, requester and expiry', () => {
  const until = later(600)
  const vote = watched(aReading({ pending: [{ kind: 'sms-pause', by: 'Operator/alice', until }] }))
  const { tone, lines } = find(teamSections(vote), dayTexts.approvalsHeading)
  expect(tone).toBe('wrong')
  expect(lines).toEqual([expect.stringMatching(/Operator\/alice.*\d{1,2}\sh/)])
})

const hour = 3600
const dates = { reissueOpensAt: now, reissueClosesAt: later(hour) }
const announcedSection = (sms: Partial<SmsReading>, at = now) =>
  find(
    daySections(watched(aReading({ at, sms: someSms(sms) }), { dates, now: at }), ''),
    dayTexts.voteHeading,
  )

it.each([
  [-1, /ouvrent à\s10\sh\.$/],
  [0, /ferment à\s11\sh\.$/],
  [hour, /ont fermé à\s11\sh\.$/],
] as const)('agents read %i s after the opening when requests open or close', (seconds, words) => {
  expect(announcedSection({}, later(seconds))).toMatchObject({
    tone: 'usual',
    lines: [dayTexts.noAnnouncement, expect.stringMatching(words)],
  })
})

it('the agents’ announcements list paused and capped territories with reasons', () => {
  const kept = { since: now, reason: 'opérateur lent' }
  const pauses = [{ territory: 'PF', ...kept }]
  const caps = [{ territory: 'RE', ...kept, smsPerDay: 500, by: 'Operator/alice' }]
  const { tone, lines } = announcedSection({ pauses, caps })
  expect(tone).toBe('wrong')
  expect(lines.slice(0, 2)).toEqual([
    expect.stringMatching(
      /^Polynésie française : SMS retenus .* \(opérateur lent\)\. Les demandes/,
    ),
    expect.stringMatching(
      /^La Réunion : SMS limités à 500 par jour .* \(opérateur lent, Operator\/alice\)\. Les suivants/,
    ),
  ])
  expect(lines).toHaveLength(3)
})

describe('the agents’ SMS section', () => {
  const of = (territory: string, count: number, receipts = 0, failed = 0) => ({
    ...{ territory, receipts, failed },
    handedOver: [{ withinSeconds: 120, count }],
  })
  const smsSection = (sms: Partial<SmsReading> = {}, more = {}) =>
    find(daySections(watched(aReading({ sms: someSms(sms) }), more), ''), dayTexts.sms)

  it('is usual if no SMS is late or the count is missing', () => {
    const usual = smsSection()
    expect(usual.tone).toBe('usual')
    expect(usual.lines).toEqual([dayTexts.lateSms('0'), dayTexts.tooFewSms, dayTexts.noSms])
    expect(usual).not.toHaveProperty('table')
    const unknown = smsSection({ late: undefined })
    expect(unknown.tone).toBe('usual')
    expect(unknown.lines[0]).toBe(dayTexts.noCount)
  })

  it('is wrong if SMS are late, or most of a territory fail', () => {
    expect(smsSection({ late: 1 }).tone).toBe('wrong')
    const failing = smsSection({ failing: ['RE'] })
    expect(failing.tone).toBe('wrong')
    expect(failing.lines[0]).toBe(controlTexts.failingTerritory('La Réunion'))
  })

  it('names the day of the expected time unless it is today', () => {
    expect(smsSection().figures[2]?.figure).toMatch(/^10\sh\s02$/)
    expect(smsSection({ promise: later(86_400) }).figures[2]?.figure).toMatch(/\sà\s10\sh$/)
  })

  it('shows how many SMS wait, and how many until tomorrow', () => {
    expect(smsSection({ waiting: 41 }).figures[0]?.figure).toBe('41')
    expect(smsSection({ held: 12 }).lines).toContain(dayTexts.heldSms(12))
  })

  it.each([
    ['account', dayTexts.stoppedTerritory(dayTexts.allTerritories), dayTexts.noSmsTime],
    ['RE', dayTexts.stoppedTerritory('La Réunion'), dayTexts.smsTime],
  ])('says where no SMS leaves, and gives no wrong time: %s', (scope, line, says) => {
    const { tone, lines, figures } = smsSection({ stopped: [scope] })
    expect(tone).toBe('wrong')
    expect(lines[0]).toBe(line)
    expect(figures[2]?.of).toBe(says)
  })

  it('gives no expected time while the vote is suspended', () => {
    expect(smsSection({}, { isSuspended: true }).figures[2]?.of).toBe(dayTexts.noSmsTime)
  })

  it('lists territories with SMS or receipts, most SMS first', () => {
    const handovers = [of('RE', 5), of('GP', 0), of('FR', 30), of('MQ', 0, 2, 1)]
    const { lines, table, figures } = smsSection({ handovers })
    expect(figures[1]?.figure).toBe('35')
    expect(lines).toEqual([dayTexts.lateSms('0'), dayTexts.handoverTime('2 minutes')])
    expect(table?.columns).toEqual(dayTexts.smsColumns)
    expect(table?.rows).toEqual([
      ['Métropole', '30', '0', '0', '2 minutes'],
      ['La Réunion', '5', '0', '0', dayTexts.unknownTime],
      ['Martinique', '0', '1', '1', dayTexts.unknownTime],
    ])
  })
})

const alarms = (active: string[] = [], withoutData = 0, count = 40) => ({
  alarms: { total: count, withoutData, active: active.map(anAlarm) },
})
const read = (sections: Section[]) => find(sections, dayTexts.alarms)
const byCalls = (...given: Parameters<typeof alarms>) =>
  read(daySections(watched(aReading(alarms(...given))), ''))
const byTeam = (...given: Parameters<typeof alarms>) =>
  read(teamSections(watched(aReading(alarms(...given)))))

it.each([byCalls, byTeam])('the alarms section is calm only if an alarm has data', (view) => {
  expect(view()).toMatchObject({ tone: 'usual', lines: [dayTexts.noAlarm] })
  for (const count of [0, 37]) {
    expect(view([], count, count)).toMatchObject({ tone: 'wrong', lines: [unreadTexts.alarms] })
  }
})

it('the alarms section tells agents what an alarm means to voters, and omits the team’s own', () => {
  expect(byCalls(['FailingApi', 'EventDeadLetters', 'Unheard'])).toMatchObject({
    tone: 'wrong',
    lines: [
      dayTexts.activeAlarm('Le site répond par des pannes.', now, timeZone, now),
      dayTexts.activeAlarm(dayTexts.unknownAlarm, now, timeZone, now),
    ],
  })
})

it('the alarms section tells the team every alarm, its remedy and its section of the runbook', () => {
  const { sentence = '', remedy = '' } = alarmTexts.MonthlySpendHalf ?? {}
  const { tone, lines } = byTeam(['MonthlySpendHalf', 'Unheard'], 2)
  expect(tone).toBe('wrong')
  expect(lines).toEqual([
    dayTexts.activeAlarm(sentence, now, timeZone, now),
    `→ npm run election -- remedy ${remedy} --stack`,
    '→ docs/runbook.md#sms-are-late',
    dayTexts.activeAlarm('Unheard is on.', now, timeZone, now),
    '→ docs/runbook.md#sms-are-late',
    '2 alertes sans mesure depuis un moment.',
  ])
})

test('the team’s activity section shows counts, durations, and a dash without data', () => {
  const reading = aReading()
  const activity = {
    ...(reading.activity ?? expect.fail()),
    opened: { fiveMinutes: 3, hour: 12_408 },
    p95Handover: { fiveMinutes: null, hour: 124 },
  }
  const sections = teamSections(watched({ ...reading, activity }))
  const { table } = find(sections, dayTexts.activity)
  const rowOf = (label: string) => table?.rows.find(([name]) => name === label)?.slice(1)
  expect(rowOf(metricTexts.opened)).toEqual(['3', '12\u00a0408'])
  expect(rowOf(metricTexts.p95Handover)).toEqual(['–', '3 minutes'])
  expect(rowOf(metricTexts.links)).toEqual(['0', '0'])
})
