import { expect, it, test } from 'vitest'
import { headBlock } from '../../shared/domain/ledger/ledger-head.ts'
import type { ReportedIntervention } from '../../shared/domain/ledger/reported-intervention.ts'
import {
  addToSummary,
  emptySummary,
  readStoredHead,
  storedHeadText,
} from '../../shared/domain/ledger/stored-head.ts'
import { now } from '../builders/values.ts'

const head = { ledger: 'a-ledger', segment: 1, number: 2, hash: 'ab12', at: now }
const text = headBlock(head, Buffer.from('a signature'))
const intervention = (kind: string, number = 1): ReportedIntervention => ({
  ...{ number, at: now, kind },
  by: 'Deployer/alice',
})

test('a stored head counts interventions by kind, lists the last fifty without opened files, and keeps the last seal', () => {
  const seal = { ...intervention('seal'), digest: 'ef56' }
  const first = addToSummary(emptySummary, [
    ...[seal, intervention('file-opened'), intervention('file-opened-by-identity')],
  ])
  expect(first).toEqual({
    counts: { seal: 1, 'file-opened': 1, 'file-opened-by-identity': 1 },
    latest: [seal],
    seal,
  })
  const many = Array.from({ length: 50 }, (_, at) => intervention('staff-something', at))
  const then = addToSummary(first, [...many, intervention('file-opened')])
  expect(then.counts).toEqual({
    ...{ seal: 1, 'file-opened': 2, 'file-opened-by-identity': 1 },
    'staff-something': 50,
  })
  expect(then.latest).toEqual(many)
  expect(then.seal).toEqual(seal)
})

test('a stored head is read as it was written', () => {
  const interventions = [{ ...intervention('repair'), step: 'asked' as const, reason: 'faute' }]
  const soFar = addToSummary(emptySummary, interventions)
  const storedHead = storedHeadText({ text, interventions, soFar })
  expect(readStoredHead(storedHead)).toEqual({ head, text, interventions, soFar })
})

it('a malformed stored head throws', () => {
  expect(() => readStoredHead('{}\n{"interventions":[]}\n')).toThrow('malformed')
})
