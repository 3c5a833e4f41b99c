import { describe, expect, test } from 'vitest'
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
} from '../../shared/texts/moments.ts'
import { zoneName } from '../../shared/texts/zone-name.ts'
import { plain } from './plain.ts'

const paris = 'Europe/Paris'
const evening = new Date('2026-12-06T16:00:00Z')

const at = (write: (now: Date) => string) => (now: string) => write(new Date(now))
const near = at((now) => nearMoment(evening, paris, now))
const from = at((now) => fromMoment(evening, paris, now))
const until = at((now) => untilMoment(evening, paris, now))
const dated = at((now) => dateAndTime(evening, paris, now.toISOString()))
const time = at((now) => timeOfDay(now, paris))
const november = '2026-11-20T09:00:00Z'
const periodTo = (begin: string, end: string | Date) => period(begin, end, paris, november)

describe('times', () => {
  test.each([
    [
      'are those of the clock of the election',
      dateAndTime(evening, paris),
      'dimanche 6 décembre 2026 à 17 h',
    ],
    [
      'wherever the phone is',
      dateAndTime(evening, 'Pacific/Noumea'),
      'lundi 7 décembre 2026 à 3 h',
    ],
    ['are written as in French', time('2026-12-06T08:05:00Z'), '9 h 05'],
    ['at midnight too', time('2026-12-06T23:00:00Z'), '0 h'],
    [
      'on the first of a month',
      moment('2026-12-01T11:30:00Z', paris),
      'le mardi 1er décembre 2026 à 12 h 30',
    ],
    ['of today have no date', near('2026-12-06T22:59:00Z'), 'à 17 h'],
    [
      'of another day have one, with its weekday',
      near('2026-12-06T23:01:00Z'),
      'le dimanche 6 décembre à 17 h',
    ],
    ['from which something can be done, today', from('2026-12-06T10:00:00Z'), 'à partir de 17 h'],
    ['and later', from('2026-12-05T10:00:00Z'), 'à partir du dimanche 6 décembre à 17 h'],
    [
      'of this year, by the same clock',
      dated('2026-12-31T22:59:00Z'),
      'dimanche 6 décembre à 17 h',
    ],
    ['of another year', dated('2026-12-31T23:01:00Z'), 'dimanche 6 décembre 2026 à 17 h'],
    ['of a deadline, today', until('2026-12-06T15:00:00Z'), "jusqu'à 17 h"],
    ['and another day', until('2026-12-05T15:00:00Z'), "jusqu'au dimanche 6 décembre à 17 h"],
    [
      'that are not known to the minute, today',
      aroundMoment(near('2026-12-06T15:00:00Z')),
      'vers 17 h',
    ],
    [
      'and another day',
      aroundMoment(near('2026-12-05T15:00:00Z')),
      'le dimanche 6 décembre vers 17 h',
    ],
    [
      'of a period within one day name the day once',
      periodTo('2026-12-03T09:00:00Z', '2026-12-03T16:00:00Z'),
      'le jeudi 3 décembre, de 10 h à 17 h',
    ],
    [
      'the day there, not of UTC',
      periodTo('2026-12-02T23:30:00Z', '2026-12-03T16:00:00Z'),
      'le jeudi 3 décembre, de 0 h 30 à 17 h',
    ],
    [
      'of a longer period',
      periodTo('2026-12-03T09:00:00Z', evening),
      'du jeudi 3 décembre à 10 h au dimanche 6 décembre à 17 h',
    ],
    ['say whose clock they follow', zoneName('Europe/Paris'), 'heure de Paris'],
    [
      'a city of several words',
      zoneName('America/Argentina/Buenos_Aires'),
      'heure de Buenos Aires',
    ],
    ['and of a vowel', zoneName('Europe/Amsterdam'), "heure d'Amsterdam"],
  ])('%s', (_, written, expected) => {
    expect(plain(written)).toBe(expected)
  })

  test('are broken after the weekday, before the year and before the hour', () => {
    expect(dateAndTime(evening, paris).split(' ').map(plain)).toEqual([
      'dimanche',
      '6 décembre',
      '2026',
      'à 17 h',
    ])
  })
})

test.each([
  [0, '0 minute'],
  [86_400_000, '1 jour'],
  [90_060_000, '1 jour, 1 heure et 1 minute'],
  [630_000_000, '7 jours et 7 heures'],
])('%i ms last %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words)
})
