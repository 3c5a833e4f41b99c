import { expect, test } from 'vitest'
import { sessionEndsAtText, sessionEndsSoonText } from '../../shared/texts/account/session.ts'
import { plain } from './plain.ts'

const minutes = (count: number) => count * 60_000

test('the stated rest of a session is never too short, nor a minute too long', () => {
  for (let leftMs = minutes(3); leftMs > 0; leftMs -= 500) {
    const words = /dans moins (?:de (\d) minutes|d'une minute)\./.exec(sessionEndsSoonText(leftMs))
    const saidMs = words ? minutes(Number(words[1] ?? 1)) : 0
    expect(saidMs, String(leftMs)).toBeGreaterThanOrEqual(leftMs)
    expect(saidMs, String(leftMs)).toBeLessThan(leftMs + minutes(1))
  }
})

test("the last end of a session is given in the election's zone", () => {
  expect(plain(sessionEndsAtText('2026-11-20T20:00:00Z', 'Europe/Paris'))).toContain(
    'prend fin à 21 h (heure de Paris).',
  )
})
