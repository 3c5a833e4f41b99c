import { describe, expect, it } from 'vitest'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { digestOf, type Seal } from '../../shared/domain/ledger/seal.ts'
import { type Finding, unknown } from '../../team/preflight/finding.ts'
import { preflightTexts } from '../../team/preflight/texts.ts'
import {
  interventionWarnings,
  judgeSeal,
  judgeSubjects,
  sealOf,
} from '../../team/seal/verify-seal.ts'
import { now } from '../builders/values.ts'

const zone = 'Europe/Paris'
const digests = {
  'code Reassort/ApiSignIn627CE54B': 'a'.repeat(64),
  'configuration Reassort/ApiSignIn627CE54B': 'b'.repeat(64),
  'page /vote/': 'c'.repeat(64),
  election: 'd'.repeat(64),
  roll: 'e'.repeat(64),
  key: '9'.repeat(64),
}
const seal: Seal = {
  ...{ interventionId: '1', kind: 'seal', at: now, by: 'Deployer/alice', digests },
  counts: { functions: 1, pages: 1, voters: 3 },
}
const other: Seal = { ...seal, interventionId: '2', digests: { ...digests, roll: 'f'.repeat(64) } }
const verdicts = (findings: Finding[]) => findings.map(({ verdict }) => verdict)

describe('the compared seal', () => {
  it('is the one with the typed digest, otherwise the last one', () => {
    expect(sealOf([seal, other], undefined)).toBe(other)
    expect(sealOf([seal, other], digestOf(digests))).toBe(seal)
    expect(sealOf([seal, other], 'of a seal that was taken away')).toBe(other)
    expect(sealOf([], digestOf(digests))).toBeUndefined()
  })

  it('is shown with its digest as printed', () => {
    const [sealed] = judgeSeal(seal, undefined, zone)
    expect(sealed?.text).toMatch(/([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
  })

  it('is reported if it is not that of the signed page', () => {
    expect(verdicts(judgeSeal(seal, digestOf(digests), zone))).toEqual(['ok', 'ok'])
    expect(verdicts(judgeSeal(other, digestOf(digests), zone))).toEqual(['ok', 'blocker'])
  })
})

it('the interventions since a seal are other seals, deployments and approved repairs', () => {
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  const one = (kind: Intervention['kind'], minutes: number, reason: string): Intervention => ({
    ...{ interventionId: reason, kind, at: at(minutes), by: 'Deployer/bob', reason },
  })
  const all = [one('deployment', -5, 'avant'), one('seal', -3, 'premier'), seal]
  const later = [
    one('rights', 1, 'droits'),
    one('deployment', 2, 'après'),
    one('repair', 3, 'demandée seulement'),
    { ...one('repair', 3, 'NUMEN'), confirms: 'demande' },
  ]
  const texts = interventionWarnings([...all, ...later], seal, zone).map(({ text }) => text)
  expect(texts.map((text) => text.match(/\((.*)\)$/)?.[1])).toEqual(['premier', 'après', 'NUMEN'])
})

describe('what is deployed', () => {
  it('is confirmed as sealed by subject', () => {
    const judged = judgeSubjects(seal, { digests, unreadItems: [] })
    expect(Object.values(judged).map(verdicts)).toEqual(Array.from({ length: 6 }, () => ['ok']))
  })

  it('is named where it differs, and not confirmed where it was not read', () => {
    const { roll, ...without } = digests
    const finding = unknown(preflightTexts.missingRight('dynamodb:Scan'))
    const changed = { ...without, 'code Reassort/ApiSignIn627CE54B': 'f'.repeat(64) }
    const judged = judgeSubjects(seal, {
      digests: { ...changed, 'page /vote/': '0' },
      unreadItems: [{ name: 'roll', finding }],
    })
    expect(judged.code[0]?.text).toContain('ApiSignIn (changé)')
    expect(judged.page[0]?.text).toContain('/vote/ (changé)')
    expect(judged.roll).toEqual([finding])
    expect(verdicts(judged.election)).toEqual(['ok'])
  })
})
