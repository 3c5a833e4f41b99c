import { describe, expect, test } from 'vitest'
import {
  about,
  dateAndTime,
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

describe('times', () => {
  test('are those of the clock of the election, wherever the phone is', () => {
    expect(plain(dateAndTime(evening, paris))).toBe('dimanche 6 décembre 2026 à 17 h')
    expect(plain(dateAndTime(evening, 'Pacific/Noumea'))).toBe('lundi 7 décembre 2026 à 3 h')
  })

  test('are written as in French', () => {
    const at = (time: string) => plain(timeOfDay(new Date(time), paris))
    expect(at('2026-12-06T08:05:00Z')).toBe('9 h 05')
    expect(at('2026-12-06T23:00:00Z')).toBe('0 h')
    expect(plain(moment('2026-12-01T11:30:00Z', paris))).toBe(
      'le mardi 1er décembre 2026 à 12 h 30',
    )
  })

  test('of today have no date, those of another day have one, with its weekday', () => {
    const moment = (now: string) => plain(nearMoment(evening, paris, new Date(now)))
    expect(moment('2026-12-06T22:59:00Z')).toBe('à 17 h')
    expect(moment('2026-12-06T23:01:00Z')).toBe('le dimanche 6 décembre à 17 h')
  })

  test('from which something can be done are told so, today and later', () => {
    const from = (now: string) => plain(fromMoment(evening, paris, new Date(now)))
    expect(from('2026-12-06T10:00:00Z')).toBe('à partir de 17 h')
    expect(from('2026-12-05T10:00:00Z')).toBe('à partir du dimanche 6 décembre à 17 h')
  })

  test('have their year when it is another, by the same clock', () => {
    const at = (now: string) => plain(dateAndTime(evening, paris, now))
    expect(at('2026-12-31T22:59:00Z')).toBe('dimanche 6 décembre à 17 h')
    expect(at('2026-12-31T23:01:00Z')).toBe('dimanche 6 décembre 2026 à 17 h')
  })

  test('of a deadline are written as a deadline, today and another day', () => {
    const until = (now: string) => plain(untilMoment(evening, paris, new Date(now)))
    expect(until('2026-12-06T15:00:00Z')).toBe("jusqu'à 17 h")
    expect(until('2026-12-05T15:00:00Z')).toBe("jusqu'au dimanche 6 décembre à 17 h")
  })

  test('of a period within one day name the day once', () => {
    const [from, to] = ['2026-12-03T09:00:00Z', '2026-12-03T16:00:00Z']
    const now = '2026-11-20T09:00:00Z'
    expect(plain(period(from, to, paris, now))).toBe('le jeudi 3 décembre, de 10 h à 17 h')
    // Of the day there, not of UTC.
    const night = period('2026-12-02T23:30:00Z', '2026-12-03T16:00:00Z', paris, now)
    expect(plain(night)).toBe('le jeudi 3 décembre, de 0 h 30 à 17 h')
  })

  test('of a period are written as one', () => {
    expect(plain(period('2026-12-03T09:00:00Z', evening, paris, evening))).toBe(
      'du jeudi 3 décembre à 10 h au dimanche 6 décembre à 17 h',
    )
  })

  test('that are not known to the minute say so, of today and of another day', () => {
    const expected = (now: string) => plain(about(nearMoment(evening, paris, now)))
    expect(expected('2026-12-06T15:00:00Z')).toBe('vers 17 h')
    expect(expected('2026-12-05T15:00:00Z')).toBe('le dimanche 6 décembre vers 17 h')
  })

  test('are broken after the weekday, before the year and before the hour', () => {
    expect(dateAndTime(evening, paris).split(' ').map(plain)).toEqual([
      'dimanche',
      '6 décembre',
      '2026',
      'à 17 h',
    ])
  })

  test('say whose clock they follow', () => {
    expect(zoneName('Europe/Paris')).toBe('heure de Paris')
    expect(zoneName('America/Argentina/Buenos_Aires')).toBe('heure de Buenos Aires')
    expect(zoneName('Europe/Amsterdam')).toBe("heure d'Amsterdam")
  })
})
