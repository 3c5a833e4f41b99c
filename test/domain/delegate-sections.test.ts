import { expect, test } from 'vitest'
import type { Counts, SmsReading, VoteReading } from '../../shared/domain/staff/vote-reading.ts'
import { delegateSections } from '../../shared/domain/staff/watched-sections.ts'
import { controlTexts } from '../../shared/texts/staff/control-page.ts'
import { dayTexts } from '../../shared/texts/staff/day-page.ts'
import { later, now } from '../builders/values.ts'
import {
  anAlarm,
  aReading,
  countsOf,
  find,
  someCounts,
  someSms,
  watched,
} from '../builders/vote-readings.ts'
import { election } from '../builders/voters.ts'

const { timeZone } = election
const counted = (changes: Partial<Counts>) => {
  const sections = delegateSections(watched(aReading({ counts: someCounts(changes) })))
  const states = find(sections, controlTexts.counts(election.dates.reissueOpensAt, timeZone, now))
  return { states, refusals: find(sections, controlTexts.refusals) }
}

test('delegates read that requests are not open yet, until they are', () => {
  const dates = { ...election.dates, reissueOpensAt: later(1) }
  const sections = delegateSections(watched(aReading({ counts: undefined }), { dates }))
  expect(sections.at(-1)).toMatchObject({ tone: 'usual', lines: [controlTexts.notOpen] })
})

test('delegates read words, not numbers, where nobody asked, and nobody was refused', () => {
  expect(counted({ territories: [countsOf('FR')] })).toMatchObject({
    states: { lines: [controlTexts.nobody], figures: [] },
    refusals: { lines: [controlTexts.noRefusal], figures: [] },
  })
})

test('delegates read no small number by those beside it, in a row or in the totals', () => {
  const few = countsOf('WF', { asked: 9, left: 9, arrived: 8, failed: 1, used: 7 })
  const many = countsOf('FR', { asked: 90, left: 90, arrived: 70, failed: 20, used: 60 })
  const { states } = counted({ territories: [few, many] })
  expect(states.table?.rows[0]).toEqual([
    ...['Wallis-et-Futuna', '9', '9', 'moins de 10', 'moins de 5', '7'],
  ])
  expect(states.figures.map(({ figure }) => figure).slice(1, 4)).toEqual([
    ...['99', 'plus de 70', 'plus de 20'],
  ])
  expect(counted({ territories: [few] }).states.figures[2]?.figure).toBe('moins de 10')
  const shown = [1, 2, 3, 4].map((left) =>
    counted({ territories: [countsOf('WF', { asked: left, left, arrived: left, used: left })] }),
  )
  expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1)
})

test('delegates read the share of used identifiers only of many SMS, and of territories that are shown in whole', () => {
  const shares = (left: number, used: number) => {
    const few = countsOf('WF', { asked: 4, left: 4, used: 1 })
    const { states } = counted({
      territories: [countsOf('FR', { asked: left, left, used }), few],
    })
    return states.figures.filter(({ of }) => of === controlTexts.used).map(({ figure }) => figure)
  }
  expect(shares(100, 60)).toEqual(['60 %'])
  expect(shares(99, 60)).toEqual([])
})

test('delegates read named columns, the most refused reason first and no order of what is hidden', () => {
  const { states, refusals } = counted({
    territories: [countsOf('FR', { asked: 10 })],
    refusals: [
      { reason: 'identity-mismatch', refused: 4 },
      { reason: 'captcha-failed', refused: 0 },
      { reason: 'phone-taken', refused: 7 },
      { reason: 'voter-limit', refused: 1 },
    ],
    cancelled: 7,
  })
  expect(states.lines).toEqual(controlTexts.meanings)
  expect(states.table?.columns).toEqual([
    controlTexts.territory,
    ...Object.values(controlTexts.states),
  ])
  expect(states.figures.at(-1)).toEqual({ figure: '7', of: controlTexts.cancelled })
  expect(refusals.lines).toEqual([])
  expect(refusals.table?.columns).toEqual([controlTexts.reason, controlTexts.refused])
  expect(refusals.table?.rows).toEqual([
    [controlTexts.reasons['phone-taken'], '7'],
    [controlTexts.reasons['identity-mismatch'], 'moins de 5'],
    [controlTexts.reasons['voter-limit'], 'moins de 5'],
  ])
})

const incidents = (changes: Partial<VoteReading>) =>
  find(delegateSections(watched(aReading(changes))), controlTexts.incidents)
const on = (...names: string[]) => ({ watched: 40, unmeasured: 0, on: names.map(anAlarm) })

test('delegates read that there are no incidents, or each that voters notice, and none of the team’s own', () => {
  expect(incidents({})).toMatchObject({ tone: 'usual', lines: [controlTexts.noIncident] })
  expect(incidents({ alarms: on('LateSms', 'MonthlySpendHalf', 'Unheard') })).toMatchObject({
    tone: 'wrong',
    lines: [
      "Des SMS ont plus d'un quart d'heure de retard. (depuis 10 h)",
      dayTexts.alarm(dayTexts.unknownAlarm, now, timeZone, now),
      controlTexts.lasting,
    ].map((line) => expect.stringMatching(line.replaceAll(' ', '\\s').replace(/[()]/g, '.'))),
  })
})

test('delegates read whose SMS the team holds, since when, and not why', () => {
  const kept = { since: now, reason: 'fraude' }
  const sms = someSms({
    pauses: [{ territory: 'PF', ...kept }],
    caps: [{ territory: 'YT', ...kept, smsPerDay: 1500 }],
  })
  const text = incidents({ sms }).lines.join('\n')
  expect(text).toMatch(/^Polynésie française : SMS suspendus par l'équipe .* depuis/)
  expect(text).toMatch(/\nMayotte : SMS limités à 1\s500 par jour/)
  expect(text).not.toContain('fraude')
})

test('delegates read of a territory whose SMS mostly fail before its alarm does, and once with it', () => {
  const sms = someSms({ failing: ['PF'] })
  const named = controlTexts.failing('Polynésie française')
  expect(incidents({ sms }).lines).toEqual([named, controlTexts.lasting])
  expect(incidents({ sms, alarms: on('FailingTerritory') }).lines).toEqual([
    ...[named, controlTexts.lasting],
  ])
  expect(incidents({ alarms: on('FailingTerritory') }).lines[0]).toContain('vers un territoire')
})

const lines = (sms: Partial<SmsReading>) =>
  find(delegateSections(watched(aReading({ sms: someSms(sms) }))), controlTexts.waits).lines

test('delegates read how many SMS are late, unless they are few, and that nobody knows while nobody counts', () => {
  expect(lines({})).toEqual([dayTexts.tooFew, dayTexts.late('0')])
  expect(lines({ late: 3 })[1]).toBe(dayTexts.late('moins de 5'))
  expect(lines({ late: undefined })[1]).toBe(dayTexts.lateUnknown)
})
