import { describe, expect, test } from 'vitest'
import {
  bySlowest,
  placeName,
  readAtText,
  smsSentences,
  smsTone,
  territorySentence,
} from '../../shared/texts/sms/handovers.ts'

const within = (half: number, threeQuarters = half, nineTenths = half) => ({
  half,
  threeQuarters,
  nineTenths,
})
type Status = Parameters<typeof smsTone>[0]
const day = (changes: Partial<Status>): Status => ({
  sms: { handedOver: 1234, withinSeconds: within(100, 170, 400) },
  territories: [],
  late: null,
  ...changes,
})
const few = { handedOver: 'fewer-than-20', withinSeconds: null } as const
const none = { sms: 0, territories: [] }
const place = (territory: string, seconds: number | null, failed = 0) => ({
  territory,
  handedOver: seconds === null ? 0 : 10,
  failed,
  withinSeconds: seconds === null ? null : within(seconds),
})

test('says how long half, three quarters and nine tenths of the SMS took', () => {
  expect(smsSentences(day({ late: none }))).toEqual([
    "La moitié des SMS d'aujourd'hui sont partis en moins de 2 minutes.",
    'Les trois quarts sont partis en moins de 3 minutes, neuf sur dix en moins de 7 minutes.',
    "Aucun SMS n'attend plus longtemps que prévu.",
    '1 234 SMS depuis minuit.',
  ])
})

test.each([
  [0, "moins d'une minute"],
  [59, "moins d'une minute"],
  [60, 'moins de 2 minutes'],
  [179, 'moins de 3 minutes'],
  [180, 'moins de 4 minutes'],
  [5399, 'moins de 90 minutes'],
  [5400, 'moins de 2 heures'],
  [7200, 'moins de 3 heures'],
])('%i seconds are never told shorter than they were: %s', (seconds, told) => {
  expect(territorySentence(place('FR', seconds))).toContain(`la moitié en ${told},`)
})

test('says of a few SMS that they are a few, and nothing of their speed', () => {
  expect(smsTone(day({ sms: few, late: none }))).toBe('neutral')
  expect(smsSentences(day({ sms: few, late: none }))).toEqual([
    "C'est trop peu pour dire en combien de temps ils partent.",
    "Aucun SMS n'attend plus longtemps que prévu.",
  ])
})

describe('what is late', () => {
  test.each([
    [
      'an SMS that should have left',
      day({ sms: few, late: { sms: 'fewer-than-20', territories: [] } }),
    ],
    [
      'one SMS in ten after a quarter of an hour',
      day({ sms: { handedOver: 20, withinSeconds: within(60, 90, 900) } }),
    ],
    ['one territory', day({ territories: [place('FR', 60), place('RE', 1200)] })],
  ])('is told above everything: %s', (_, status) => {
    expect(smsTone(status)).toBe('wait')
  })

  test('is told where, the slowest first', () => {
    const territories = [place('FR', 60), place('PF', null), place('RE', 1200)]
    const late = { sms: 1230, territories: [{ territory: 'RE', sms: 1200 }] }
    expect(smsSentences(day({ late, territories }))).toEqual(
      expect.arrayContaining([
        'Du retard vers : La Réunion.',
        '1 230 SMS auraient déjà dû partir, dont 1 200 vers La Réunion : nous les renvoyons.',
      ]),
    )
    expect(smsSentences(day({ late: { sms: 'fewer-than-20', territories: [] } }))).toContain(
      'Quelques SMS, moins de 20 en tout, auraient déjà dû partir : nous les renvoyons.',
    )
    expect(bySlowest(territories).map(({ territory }) => territory)).toEqual(['RE', 'FR', 'PF'])
  })

  test('never stands beside a word that nothing is', () => {
    expect(smsSentences(day({ late: none, territories: [place('RE', 1200)] })).join()).not.toMatch(
      /Aucun/,
    )
  })
})

test('counts what was not handed over, and calls no SMS arrived', () => {
  expect(territorySentence(place('FR', 60, 2))).toMatch(/; 2 n'ont pas été remis$/)
  expect(territorySentence(place('PF', null, 1))).toBe("aucun SMS parti ; 1 n'a pas été remis")
  expect(smsSentences(day({ territories: [place('FR', 60)] })).join()).not.toMatch(/arriv/)
})

test('names a territory as the help does, and one that it does not know by its code', () => {
  expect([placeName('RE'), placeName('BE')]).toEqual(['La Réunion', 'BE'])
})

test('says when it was read, by the clock of the election', () => {
  expect(readAtText('2026-12-03T09:32:00Z', 'heure de Paris', 'Europe/Paris')).toMatch(
    /^Relevé à\s10\sh\s32, heure de Paris\.$/,
  )
})
