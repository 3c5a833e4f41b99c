import { expect, test } from 'vitest'
import { toneOf } from '../../shared/domain/sms/published-times.ts'
import { readingTimeText, smsSentences } from '../../shared/texts/sms/service-status.ts'
import { plain } from './plain.ts'

type Status = Parameters<typeof smsSentences>[0]
const day = (changes: Partial<Status> = {}): Status => ({
  handedOver: 1234,
  withinSeconds: 400,
  late: null,
  ...changes,
})
const sentencesOf = (status: Status) => smsSentences(status, toneOf(status))
const sentences = (status: Status) => sentencesOf(status).map((one) => plain(one))
const few = { handedOver: 'fewer-than-20', withinSeconds: null } as const

test('the status gives the delay of nine tenths of the SMS, and claims no arrival', () => {
  expect(toneOf(day({ late: 0 }))).toBe('ok')
  expect(sentences(day({ late: 0 }))).toEqual([
    "Neuf SMS sur dix d'aujourd'hui sont partis en moins de 7 minutes.",
    "Aucun SMS n'attend plus longtemps que prévu.",
    '1 234 SMS depuis minuit.',
  ])
})

test.each([
  [0, "moins d'une minute"],
  [60, 'moins de 2 minutes'],
  [180, 'moins de 4 minutes'],
  [5399, 'moins de 90 minutes'],
  [5400, 'moins de 2 heures'],
])('%i seconds are rounded up: %s', (withinSeconds, words) => {
  expect(sentencesOf(day({ withinSeconds }))[0]).toContain(`partis en ${words}.`)
})

test('the status calls few SMS few, and gives no delay for them', () => {
  expect(toneOf(day({ ...few, late: 0 }))).toBe('neutral')
  expect(sentencesOf(day({ ...few, late: 0 }))).toEqual([
    "C'est trop peu pour dire en combien de temps ils partent.",
    "Aucun SMS n'attend plus longtemps que prévu.",
  ])
})

test('the status says in its title that SMS are late, and nothing contradicts it', () => {
  const late = [
    day({ late: 1230 }),
    day({ ...few, late: 'fewer-than-20' }),
    day({ withinSeconds: 900, late: 0 }),
    day({ stopped: true, late: 0 }),
  ]
  for (const status of late) {
    expect(toneOf(status)).toBe('wait')
    expect(sentencesOf(status).join()).not.toMatch(/Aucun|trop peu/)
  }
  expect(sentences(late[0] as Status)).toContain(
    '1 230 SMS auraient déjà dû partir : ils partiront dès que possible.',
  )
  expect(sentencesOf(late[1] as Status)).toEqual([
    'Quelques SMS, moins de 20 en tout, auraient déjà dû partir : ils partiront dès que possible.',
  ])
})

test("the status gives its time in the election's zone", () => {
  expect(readingTimeText('2026-12-03T09:32:00Z', 'heure de Paris', 'Europe/Paris')).toMatch(
    /^Relevé à\s10\sh\s32, heure de Paris\.$/,
  )
})
