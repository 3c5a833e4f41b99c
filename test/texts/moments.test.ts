import { expect, test } from 'vitest'
import {
  aroundMoment,
  dateAndTime,
  duration,
  fromMoment,
  moment,
  nearMoment,
  period,
  timeOfDay,
  untilMoment,
  zoneName,
} from '../../shared/texts/moments.ts'
import { plain } from './plain.ts'

const paris = 'Europe/Paris'
const evening = new Date('2026-12-06T16:00:00Z')
const on = (day: string) => new Date(`2026-12-${day}Z`)

const expectText = (written: string, expected: string) => expect(plain(written)).toBe(expected)

test("times are in the election's zone, and name it", () => {
  expectText(dateAndTime(evening, paris), 'dimanche 6 décembre 2026 à 17 h')
  expectText(dateAndTime(evening, 'Pacific/Noumea'), 'lundi 7 décembre 2026 à 3 h')
  expectText(zoneName(paris), 'heure de Paris')
  expectText(zoneName('America/Argentina/Buenos_Aires'), 'heure de Buenos Aires')
  expectText(zoneName('Europe/Amsterdam'), "heure d'Amsterdam")
})

test('times are written in the French way', () => {
  expectText(timeOfDay(on('06T08:05'), paris), '9 h 05')
  expectText(timeOfDay(on('06T23:00'), paris), '0 h')
  expectText(moment(on('01T11:30'), paris), 'le mardi 1er décembre 2026 à 12 h 30')
})

test('times have a date on another day, and a year in another year', () => {
  expectText(nearMoment(evening, paris, on('06T22:59')), 'à 17 h')
  expectText(nearMoment(evening, paris, on('06T23:01')), 'le dimanche 6 décembre à 17 h')
  expectText(dateAndTime(evening, paris, on('31T22:59')), 'dimanche 6 décembre à 17 h')
  expectText(dateAndTime(evening, paris, on('31T23:01')), 'dimanche 6 décembre 2026 à 17 h')
})

test('times have the right preposition, today and on another day', () => {
  const [today, before] = [on('06T10:00'), on('05T10:00')]
  expectText(fromMoment(evening, paris, today), 'à partir de 17 h')
  expectText(fromMoment(evening, paris, before), 'à partir du dimanche 6 décembre à 17 h')
  expectText(untilMoment(evening, paris, today), "jusqu'à 17 h")
  expectText(untilMoment(evening, paris, before), "jusqu'au dimanche 6 décembre à 17 h")
  const around = (now: Date) => aroundMoment(nearMoment(evening, paris, now))
  expectText(around(today), 'vers 17 h')
  expectText(around(before), 'le dimanche 6 décembre vers 17 h')
})

test('times of a period within one day name the day once', () => {
  const periodTo = (begin: Date, end: Date) => period(begin, end, paris, on('01T09:00'))
  expectText(periodTo(on('03T09:00'), on('03T16:00')), 'le jeudi 3 décembre, de 10 h à 17 h')
  expectText(periodTo(on('02T23:30'), on('03T16:00')), 'le jeudi 3 décembre, de 0 h 30 à 17 h')
  expectText(
    periodTo(on('03T09:00'), evening),
    'du jeudi 3 décembre à 10 h au dimanche 6 décembre à 17 h',
  )
})

test('times break after the weekday, before the year and before the hour', () => {
  expect(dateAndTime(evening, paris).split(' ').map(plain)).toEqual([
    'dimanche',
    '6 décembre',
    '2026',
    'à 17 h',
  ])
})

test.each([
  [0, '0 minute'],
  [86_400_000, '1 jour'],
  [90_060_000, '1 jour, 1 heure et 1 minute'],
  [630_000_000, '7 jours et 7 heures'],
])('%i ms last %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words)
})
