import { expect, test } from 'vitest'
import { rollOperationKinds } from '../../shared/domain/roll/roll-operation.ts'
import { latestStart, rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { election } from '../builders/voters.ts'

test.each([
  ['Europe/Paris', '2026-11-29T09:00:00Z', '2026-11-28T23:00:00.000Z'],
  ['Pacific/Noumea', '2026-11-28T23:30:00Z', '2026-11-28T13:00:00.000Z'],
  ['America/Martinique', '2026-11-29T03:30:00Z', '2026-11-28T04:00:00.000Z'],
])('in %s a vote from %s on seals the roll when that day begins', (timeZone, opens, sealed) => {
  const dates = { ...election.dates, voteOpensAt: new Date(opens) }
  expect(rollSealedAt({ dates, timeZone }).toISOString()).toBe(sealed)
})

test('what makes notices begins two hours before the seal at the latest: they are printed until then, or never', () => {
  const sealedAt = new Date('2026-11-28T23:00:00Z')
  const last = rollOperationKinds.map((kind) => [kind, latestStart(kind, sealedAt).getUTCHours()])
  expect(Object.fromEntries(last)).toEqual({
    ...{ import: 21, correct: 23, remove: 23, returned: 23, renew: 21 },
  })
})
