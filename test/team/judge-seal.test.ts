import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { digestOf, type Seal } from '../../shared/domain/ledger/seal.ts'
import { type Finding, unknown } from '../../team/preflight/finding.ts'
import { preflightTexts } from '../../team/preflight/texts.ts'
import { interventionsSince, judgeSeal, judgeSubjects } from '../../team/seal/judge-seal.ts'
import { readSealFile, writeSealFile } from '../../team/seal/seal-file.ts'
import { verifyTexts as texts } from '../../team/seal/texts.ts'
import { alice, aTeamFunction, requests } from '../builders/team-function.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
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

describe('the seal that somebody kept', () => {
  const judged = (references: Partial<Parameters<typeof judgeSeal>[1]>) =>
    judgeSeal(seal, { typed: undefined, kept: undefined, inJournal: seal, ...references }, zone)

  it('is told with its digest, as it is printed', () => {
    expect(judged({})[0]?.text).toMatch(/([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
  })

  it('is not that of the journal once this one was replaced or taken away', () => {
    expect(verdicts(judged({ kept: seal }))).toEqual(['ok', 'ok'])
    expect(judged({ kept: seal, inJournal: other })).toContainEqual(
      expect.objectContaining({ verdict: 'blocks', text: texts.notInJournal.text }),
    )
    expect(verdicts(judged({ kept: seal, inJournal: undefined }))).toEqual(['ok', 'blocks'])
  })

  it('is compared with the digest that was typed', () => {
    expect(verdicts(judged({ typed: digestOf(digests) }))).toEqual(['ok', 'ok'])
    expect(verdicts(judged({ typed: digestOf(other.digests) }))).toEqual(['ok', 'blocks'])
  })
})

describe('what was done since', () => {
  it('is each other seal, and each later deployment or repair that two wanted, with its reason', () => {
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
    const told = interventionsSince([...all, ...later], seal, zone).map(({ text }) => text)
    expect(told.map((text) => text.split(' : ').at(-1))).toEqual(['premier', 'après', 'NUMEN'])
  })

  it('is not the seal itself, as the function that has the keys recorded it', async () => {
    const { ask, found } = aTeamFunction()
    const { sealId, at, digests, counts } = requests.seal
    await ask(requests.seal, { ...alice, role: 'deployer' })
    const kept: Seal = { ...seal, interventionId: sealId, at: new Date(at), digests, counts }
    expect(found.interventions).toHaveLength(1)
    expect(interventionsSince(found.interventions, kept, zone)).toEqual([])
  })
})

describe('what is deployed', () => {
  it('is as sealed, subject by subject', () => {
    const judged = judgeSubjects(seal, { digests, unread: [] })
    expect(Object.values(judged).map(verdicts)).toEqual(Array.from({ length: 6 }, () => ['ok']))
  })

  it('is named where it differs, and never taken for as sealed where it was not read', () => {
    const { roll, ...without } = digests
    const finding = unknown(preflightTexts.lacksRight('dynamodb:Scan'))
    const changed = { ...without, 'code Reassort/ApiSignIn627CE54B': 'f'.repeat(64) }
    const judged = judgeSubjects(seal, {
      digests: { ...changed, 'page /vote/': '0' },
      unread: [{ of: 'roll', finding }],
    })
    expect(judged.code[0]?.text).toContain('ApiSignIn (changé)')
    expect(judged.page[0]?.text).toContain('/vote/ (changé)')
    expect(judged.roll).toEqual([finding])
    expect(verdicts(judged.election)).toEqual(['ok'])
  })
})

describe('the file beside the page', () => {
  it('is read back as it was written, for its own election only, and replaces nothing', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'seal.json')
    const again: Seal = { ...seal, reason: 'Une correction' }
    writeSealFile(path, again, 'reassort')
    expect(readSealFile(path, 'reassort')).toEqual(again)
    expect(readSealFile(join(folder, 'seal.pdf'), 'reassort')).toEqual(again)
    expect(readSealFile(path, 'essai')).toBeUndefined()
    expect(() => writeSealFile(path, seal, 'reassort')).toThrow('EEXIST')
    writeFileSync(path, JSON.stringify({ election: 'reassort', digests: { roll: 'abc' } }))
    expect(readSealFile(path, 'reassort')).toBeUndefined()
  })
})
