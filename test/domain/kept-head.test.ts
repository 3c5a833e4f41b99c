import { expect, it, test } from 'vitest'
import {
  keptHeadText,
  nothingSoFar,
  readKeptHead,
  soFarWith,
} from '../../shared/domain/ledger/kept-head.ts'
import { signedHead } from '../../shared/domain/ledger/ledger-head.ts'
import type { ReportedIntervention } from '../../shared/domain/ledger/reported-intervention.ts'
import { now } from '../builders/values.ts'

const head = { ledger: 'a-ledger', segment: 1, number: 2, hash: 'ab12', at: now }
const signed = signedHead(head, Buffer.from('a signature'))
const intervention = (kind: string, number = 1): ReportedIntervention => ({
  ...{ number, at: now, kind },
  by: 'Deployer/alice',
})

test('the summary in a head counts by kind, lists the last fifty but opened files, and keeps the last seal', () => {
  const seal = { ...intervention('seal'), digest: 'ef56' }
  const first = soFarWith(nothingSoFar, [
    ...[seal, intervention('file-opened'), intervention('file-opened-by-identity')],
  ])
  expect(first).toEqual({
    counts: { seal: 1, 'file-opened': 1, 'file-opened-by-identity': 1 },
    latest: [seal],
    seal,
  })
  const many = Array.from({ length: 50 }, (_, at) => intervention('staff-something', at))
  const then = soFarWith(first, [...many, intervention('file-opened')])
  expect(then.counts).toEqual({
    ...{ seal: 1, 'file-opened': 2, 'file-opened-by-identity': 1 },
    'staff-something': 50,
  })
  expect(then.latest).toEqual(many)
  expect(then.seal).toEqual(seal)
})

test('the summary in a head is read as it was written', () => {
  const interventions = [{ ...intervention('repair'), step: 'asked' as const, reason: 'faute' }]
  const soFar = soFarWith(nothingSoFar, interventions)
  const text = keptHeadText({ signed, interventions, soFar })
  expect(readKeptHead(text)).toEqual({ head, signed, interventions, soFar })
})

it('of what is no signed head, nothing is read', () => {
  expect(() => readKeptHead('{}\n{"interventions":[]}\n')).toThrow('is none')
})
