import { describe, expect, test } from 'vitest'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { askedOf, judge } from '../../team/closing/closing-permission.ts'

const now = new Date('2027-05-01T10:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const name = 'reassort'

const wish = (changes: Partial<Intervention> = {}): Intervention => ({
  interventionId: '1',
  kind: 'closing',
  at: minutesAgo(5),
  by: 'Team/alice',
  subject: name,
  digests: { asked: askedOf({ name, dates: {} }) },
  ...changes,
})
const judged = (interventions: Intervention[]) =>
  judge(interventions, { name, dates: {} }, { by: 'Team/bob', now }).is

describe('an election is closed', () => {
  test('by two when nobody knows the end of appeals', () => {
    expect(judged([])).toBe('awaited')
    expect(judged([wish()])).toBe('given')
  })

  test('to its end for a day once it was begun, by whoever', () => {
    const begun = { by: 'Team/bob', counts: { table: 11 } }
    expect(judged([wish({ ...begun, at: minutesAgo(60 * 24) })])).toBe('begun')
    expect(judged([wish({ ...begun, at: minutesAgo(60 * 24 + 1) })])).toBe('awaited')
    expect(judged([wish({ ...begun, kind: 'repair' })])).toBe('awaited')
  })
})
