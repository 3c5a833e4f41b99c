import { expect, test } from 'vitest'
import { interventionIn, type LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import { withoutDomains } from '../../shared/domain/ledger/intervention.ts'
import { digestOf } from '../../shared/domain/ledger/seal.ts'
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
  expect(interventionIn({ ...entry, change: 'insert', told })?.kind).toBe('pauses')
  const foreign = { pauses: { RE: null } }
  expect(interventionIn({ ...entry, told: foreign })?.reason).toBe('La Réunion : ?')
  expect(interventionIn({ ...entry, fields: ['caps'] })).toEqual({
    ...{ number: 7, at: now, kind: 'caps-over' },
  })
})

const recorded: LedgerEntry = {
  ...{ number: 8, event: 'event', at: now, record: 'intervention' },
  ...{ table: 'interventions', change: 'insert', fields: ['kind'] },
}

test('an intervention says who, why, and of what two people must want whether one asked or another agreed', () => {
  const digests = { asked: 'a1' }
  const entry = { kind: 'deployment', by: 'Deployer/alice', reason: 'correctif', digests }
  const read = { number: 8, at: now, kind: 'deployment', by: 'Deployer/alice', reason: 'correctif' }
  expect(interventionIn({ ...recorded, told: entry })).toEqual({ ...read, step: 'asked' })
  const agreed = { ...entry, confirms: 'the wish' }
  expect(interventionIn({ ...recorded, told: agreed })).toEqual({ ...read, step: 'agreed' })
  const alone = { kind: 'wipe', by: 7 }
  expect(interventionIn({ ...recorded, told: alone })).toEqual({ number: 8, at: now, kind: 'wipe' })
})

test('a seal tells one digest of all that it sealed, and of what stays sealed none is told twice', () => {
  const digests = { 'code A': 'b2', roll: 'a1' }
  const seal = { kind: 'seal', digests }
  expect(interventionIn({ ...recorded, told: seal })).toEqual({
    ...{ number: 8, at: now, kind: 'seal' },
    digest: digestOf(digests),
  })
  expect(interventionIn({ ...recorded, change: 'modify', told: seal })).toBeUndefined()
})

test('what could not be described is told at once, as what it is', () => {
  expect(interventionIn({ ...recorded, untold: '100: TypeError' })).toEqual({
    ...{ number: 8, at: now, kind: 'untold' },
  })
})

test('what the sweep writes of the same record is none, nor that it expired', () => {
  expect(interventionIn({ ...entry, fields: ['circuits', 'version'], told })).toBeUndefined()
  expect(interventionIn({ ...entry, change: 'remove', by: 'expiry' })).toBeUndefined()
})

test('whoever is named by an address is named without its domain', () => {
  expect(withoutDomains('Deployer/alice.a@ministere.example')).toBe('Deployer/alice.a')
})
