import { expect, test } from 'vitest'
import { interventionIn, type LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import { withoutDomains } from '../../shared/domain/ledger/intervention.ts'
import { now } from '../builders/values.ts'

const entry: LedgerEntry = {
  ...{ number: 7, event: 'event', at: now, record: 'breaker' },
  ...{ table: 'smsDays', change: 'modify', fields: ['pauses', 'version'] },
}
const told = { pauses: { PF: { reason: 'opérateur en panne' }, RE: { reason: 'cyclone' } } }

test('a pause is an intervention, with the territories that wait now and why', () => {
  expect(interventionIn({ ...entry, told })).toEqual({
    ...{ number: 7, at: now, kind: 'pauses' },
    reason: 'Polynésie française : opérateur en panne ; La Réunion : cyclone',
  })
  // Of the last one that is lifted, nothing is left.
  expect(interventionIn({ ...entry, fields: ['caps'] })).toEqual({
    ...{ number: 7, at: now, kind: 'caps-over' },
  })
})

test('what the sweep writes of the same record is none, nor that it expired', () => {
  expect(interventionIn({ ...entry, fields: ['circuits', 'version'], told })).toBeUndefined()
  expect(interventionIn({ ...entry, change: 'remove', by: 'expiry' })).toBeUndefined()
})

test('whoever is named by an address is named without its domain', () => {
  expect(withoutDomains('Deployer/alice.a@ministere.example')).toBe('Deployer/alice.a')
})
