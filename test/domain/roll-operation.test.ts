import { expect, test } from 'vitest'
import { rollSealedAt } from '../../shared/domain/roll-operation.ts'
import { election } from '../builders/voters.ts'

test.each([
  ['Europe/Paris', '2026-11-29T09:00:00Z', '2026-11-28T23:00:00.000Z'],
  ['Pacific/Noumea', '2026-11-28T23:30:00Z', '2026-11-28T13:00:00.000Z'],
  ['America/Martinique', '2026-11-29T03:30:00Z', '2026-11-28T04:00:00.000Z'],
])(
  'in %s a vote that opens at %s seals the roll at the first instant of its day',
  (timeZone, opens, sealed) => {
    const dates = { ...election.dates, voteOpensAt: new Date(opens) }
    expect(rollSealedAt({ dates, timeZone }).toISOString()).toBe(sealed)
  },
)
