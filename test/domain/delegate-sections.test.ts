import { expect, it } from 'vitest'
import type { SmsReading, VoteCounts, VoteReading } from '../../shared/domain/staff/vote-reading.ts'
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
const counted = (changes: Partial<VoteCounts>) => {
  const sections = delegateSections(watched(aReading({ counts: someCounts(changes) })))
  const states = find(sections, controlTexts.counts(election.dates.reissueOpensAt, timeZone, now))
  return { states, refusals: find(sections, controlTexts.refusals) }
}

it('the delegates’ counts say that requests are not open yet', () => {
  const dates = { ...election.dates, reissueOpensAt: later(1) }
  const sections = delegateSections(watched(aReading({ counts: undefined }), { dates }))
  expect(sections.at(-1)).toMatchObject({ tone: 'usual', lines: [controlTexts.requestsNotOpen] })
})

it('the delegates’ counts say in words that nobody asked or was refused', () => {
  expect(counted({ territories: [countsOf('FR')] })).toMatchObject({
    states: { lines: [controlTexts.noRequest], figures: [] },
    refusals: { lines: [controlTexts.noRefusal], figures: [] },
  })
})

it('the delegates’ counts reveal no small number by the numbers beside it', () => {
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

it('the delegates’ counts show a used share only for many SMS, and without hidden territories', () => {
  const shares = (left: number, used: number) => {
    const few = countsOf('WF', { asked: 4, left: 4, used: 1 })
    const { states } = counted({
      territories: [countsOf('FR', { asked: left, left, used }), few],
    })
    return states.figures.filter(({ of }) => of === controlTexts.usage).map(({ figure }) => figure)
  }
  expect(shares(100, 60)).toEqual(['60 %'])
  expect(shares(99, 60)).toEqual([])
})

it('the delegates’ counts name their columns, and order refusals without revealing hidden numbers', () => {
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
    controlTexts.territoryColumn,
    ...Object.values(controlTexts.states),
  ])
  expect(states.figures.at(-1)).toEqual({ figure: '7', of: controlTexts.cancelled })
  expect(refusals.lines).toEqual([])
  expect(refusals.table?.columns).toEqual([controlTexts.reasonColumn, controlTexts.refusedColumn])
  expect(refusals.table?.rows).toEqual([
    [controlTexts.reasons['phone-taken'], '7'],
    [controlTexts.reasons['identity-mismatch'], 'moins de 5'],
    [controlTexts.reasons['voter-limit'], 'moins de 5'],
  ])
})

const incidents = (changes: Partial<VoteReading>) =>
  find(delegateSections(watched(aReading(changes))), controlTexts.incidents)
const on = (...names: string[]) => ({ total: 40, withoutData: 0, active: names.map(anAlarm) })

it('the delegates’ incidents list what voters notice, and not the team’s own alarms', () => {
  expect(incidents({})).toMatchObject({ tone: 'usual', lines: [controlTexts.noIncident] })
  expect(incidents({ alarms: on('LateSms', 'MonthlySpendHalf', 'Unheard') })).toMatchObject({
    tone: 'wrong',
    lines: [
      "Des SMS ont plus d'un quart d'heure de retard. (depuis 10 h)",
      dayTexts.activeAlarm(dayTexts.unknownAlarm, now, timeZone, now),
      controlTexts.endDelayText,
    ].map((line) => expect.stringMatching(line.replaceAll(' ', '\\s').replace(/[()]/g, '.'))),
  })
})

it('the delegates’ incidents list paused and capped territories without reasons', () => {
  const kept = { since: now, reason: 'fraude' }
  const sms = someSms({
    pauses: [{ territory: 'PF', ...kept }],
    caps: [{ territory: 'YT', ...kept, smsPerDay: 1500 }],
  })
  const text = incidents({ sms }).lines.join('\n')
  expect(text).toMatch(/^Polynésie française : SMS retenus par l'équipe .* depuis/)
  expect(text).toMatch(/\nMayotte : SMS limités à 1\s500 par jour/)
  expect(text).not.toContain('fraude')
})

it('the delegates’ incidents name a failing territory once, with or without its alarm', () => {
  const sms = someSms({ failing: ['PF'] })
  const named = controlTexts.failingTerritory('Polynésie française')
  expect(incidents({ sms }).lines).toEqual([named, controlTexts.endDelayText])
  expect(incidents({ sms, alarms: on('FailingTerritory') }).lines).toEqual([
    ...[named, controlTexts.endDelayText],
  ])
  expect(incidents({ alarms: on('FailingTerritory') }).lines[0]).toContain('vers un territoire')
})

const lines = (sms: Partial<SmsReading>) =>
  find(delegateSections(watched(aReading({ sms: someSms(sms) }))), controlTexts.waitLabel).lines

it('the delegates’ waits show how many SMS are late, hide few, and admit that a count is missing', () => {
  expect(lines({})).toEqual([dayTexts.tooFewSms, dayTexts.lateSms('0')])
  expect(lines({ late: 3 })[1]).toBe(dayTexts.lateSms('moins de 5'))
  expect(lines({ late: undefined })[1]).toBe(dayTexts.noCount)
})
