import { expect, test } from 'vitest'
import { type LedgerEntry, toIntervention } from '../../shared/domain/ledger/entry.ts'
import { digestOf } from '../../shared/domain/ledger/seal.ts'
import { now } from '../builders/values.ts'

const entry: LedgerEntry = {
  ...{ number: 7, event: 'event', at: now, record: 'breaker' },
  ...{ table: 'smsDays', change: 'modify', fields: ['pauses', 'version'] },
}
const told = { pauses: { PF: { reason: 'opérateur en panne' }, RE: { reason: 'cyclone' } } }

test('a pause is an intervention, with each paused territory and its reason', () => {
  expect(toIntervention({ ...entry, told })).toEqual({
    ...{ number: 7, at: now, kind: 'pauses' },
    reason: 'Polynésie française : opérateur en panne ; La Réunion : cyclone',
  })
  expect(toIntervention({ ...entry, change: 'insert', told })?.kind).toBe('pauses')
  const foreign = { pauses: { RE: null } }
  expect(toIntervention({ ...entry, told: foreign })?.reason).toBe('La Réunion : ?')
  expect(toIntervention({ ...entry, fields: ['caps'] })).toEqual({
    ...{ number: 7, at: now, kind: 'caps-over' },
  })
})

const recorded: LedgerEntry = {
  ...{ number: 8, event: 'event', at: now, record: 'intervention' },
  ...{ table: 'interventions', change: 'insert', fields: ['kind'] },
}

test('an intervention has author and reason, and for two people the step', () => {
  const digests = { asked: 'a1' }
  const entry = { kind: 'deployment', by: 'Deployer/alice', reason: 'correctif', digests }
  const read = { number: 8, at: now, kind: 'deployment', by: 'Deployer/alice', reason: 'correctif' }
  expect(toIntervention({ ...recorded, told: entry })).toEqual({ ...read, step: 'asked' })
  const agreed = { ...entry, confirms: 'the wish' }
  expect(toIntervention({ ...recorded, told: agreed })).toEqual({ ...read, step: 'agreed' })
  const alone = { kind: 'wipe', by: 7 }
  expect(toIntervention({ ...recorded, told: alone })).toEqual({ number: 8, at: now, kind: 'wipe' })
})

test('a seal is reported once, with one digest of everything sealed', () => {
  const digests = { 'code A': 'b2', roll: 'a1' }
  const seal = { kind: 'seal', digests }
  expect(toIntervention({ ...recorded, told: seal })).toEqual({
    ...{ number: 8, at: now, kind: 'seal' },
    digest: digestOf(digests),
  })
  expect(toIntervention({ ...recorded, change: 'modify', told: seal })).toBeUndefined()
})

test('a write by the reconciler or an expiry is no intervention', () => {
  expect(toIntervention({ ...entry, fields: ['circuits', 'version'], told })).toBeUndefined()
  expect(toIntervention({ ...entry, change: 'remove', by: 'expiry' })).toBeUndefined()
})

test('an entry that could not be described is an intervention of its own kind', () => {
  const untold = { number: 8, at: now, kind: 'untold' }
  expect(toIntervention({ ...recorded, untold: '100: TypeError' })).toEqual(untold)
})
