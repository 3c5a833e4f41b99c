import { expect, it } from 'vitest'
import { openSessionText } from '../../shared/texts/account/open-sessions.ts'

const now = new Date('2026-11-25T21:10:00.000Z')
const textOf = (openedAt: string, changes = {}) =>
  openSessionText(
    { openedAt, current: false, sharedComputer: false, ...changes },
    'Europe/Paris',
    now,
  ).replaceAll('\u00a0', ' ')

it('a session is named by its opening, and marked if it is this one or on a shared computer', () => {
  const today = '2026-11-25T19:43:00.000Z'
  expect(textOf(today, { current: true })).toBe('Celle-ci, depuis 20 h 43')
  expect(textOf('2026-11-24T17:02:00.000Z')).toBe('Une autre, depuis mardi 24 novembre à 18 h 02')
  expect(textOf(today, { sharedComputer: true })).toBe(
    'Une autre, depuis 20 h 43 (ordinateur partagé)',
  )
})
