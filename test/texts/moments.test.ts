import { describe, expect, test } from 'vitest'
import {
  dateAndTime,
  moment,
  momentAbout,
  nearMoment,
  timeOfDay,
  untilMoment,
} from '../../shared/texts/moments.ts'
import { zoneName } from '../../shared/texts/zone-name.ts'
import { plain } from './plain.ts'

describe('times', () => {
  const evening = new Date('2026-12-06T16:00:00Z')

  test('are those of the clock of the election, wherever the phone is', () => {
    expect(plain(dateAndTime(evening, 'Europe/Paris'))).toBe('6 décembre 2026 à 17 h')
    expect(plain(dateAndTime(evening, 'Indian/Reunion'))).toBe('6 décembre 2026 à 20 h')
  })

  test('are written as in French', () => {
    const at = (time: string) => plain(timeOfDay(new Date(time), 'Europe/Paris'))
    expect(at('2026-12-06T08:05:00Z')).toBe('9 h 05')
    expect(at('2026-12-06T23:00:00Z')).toBe('0 h')
    expect(plain(dateAndTime(new Date('2026-12-01T11:30:00Z'), 'Europe/Paris'))).toBe(
      '1er décembre 2026 à 12 h 30',
    )
  })

  test('of today have no date, those of another day have one', () => {
    const moment = (now: string) => plain(nearMoment(evening, 'Europe/Paris', new Date(now)))
    expect(moment('2026-12-06T22:59:00Z')).toBe('à 17 h')
    expect(moment('2026-12-06T23:01:00Z')).toBe('le 6 décembre 2026 à 17 h')
  })

  test('of a deadline are written as a deadline, today and another day', () => {
    const until = (now: string) => plain(untilMoment(evening, 'Europe/Paris', new Date(now)))
    expect(until('2026-12-06T15:00:00Z')).toBe("jusqu'à 17 h")
    expect(until('2026-12-05T15:00:00Z')).toBe("jusqu'au 6 décembre 2026 à 17 h")
  })

  test('are the same however the moment is given', () => {
    expect(dateAndTime(evening.toISOString(), 'Europe/Paris')).toBe(
      dateAndTime(evening, 'Europe/Paris'),
    )
  })

  test('of mails always have a date', () => {
    expect(plain(moment(evening, 'Europe/Paris'))).toBe('le 6 décembre 2026 à 17 h')
    expect(plain(momentAbout(evening, 'Europe/Paris'))).toBe('le 6 décembre 2026 vers 17 h')
  })

  test('say whose clock they follow', () => {
    expect(zoneName('Europe/Paris')).toBe('heure de Paris')
    expect(zoneName('America/Argentina/Buenos_Aires')).toBe('heure de Buenos Aires')
    expect(zoneName('Europe/Amsterdam')).toBe("heure d'Amsterdam")
  })
})
