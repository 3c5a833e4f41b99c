import { expect, test } from 'vitest'
import { readInstant } from '../../team/restore/run-restore.ts'

const now = new Date('2026-11-30T23:30:00Z')

test.for([
  ['17:04', '2026-12-01T16:04:00.000Z'],
  ['17h04', '2026-12-01T16:04:00.000Z'],
  ['17 h 04', '2026-12-01T16:04:00.000Z'],
  ['17:04:30', '2026-12-01T16:04:30.000Z'],
  ['2026-11-30 17:04', '2026-11-30T16:04:00.000Z'],
  ['2026-07-01T17:04', '2026-07-01T15:04:00.000Z'],
  ['tantôt', undefined],
  ['17', undefined],
])('%s is read in the election’s time zone as %s', ([typed, instant]) => {
  expect(readInstant(typed as string, 'Europe/Paris', now)?.toISOString()).toBe(instant)
})
