import { join } from 'node:path'
import { expect, it } from 'vitest'
import { digestOf, formatDigest, type Seal } from '../../shared/domain/ledger/seal.ts'
import { drawSeal } from '../../team/seal/draw-seal.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { readPdf } from '../notices/read-pdf.ts'

it('the page to sign has every digest, the reason and the command on one sheet', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'page.pdf')
  const code = { 'code Reassort/A': 'a'.repeat(64), 'code Reassort/B': 'b'.repeat(64) }
  const digests = { ...code, election: 'c'.repeat(64), roll: 'd'.repeat(64), key: '9'.repeat(64) }
  const reason = 'Une pa'.repeat(33)
  const seal: Seal = {
    ...{ interventionId: '1', kind: 'seal', at: now, by: 'Deployer/alice', reason, digests },
    counts: { voters: 1_023_211 },
  }
  const longest = {
    ...election,
    title: 'Élections '.repeat(20),
    organiser: 'Ministère '.repeat(15),
  }
  await drawSeal(path, seal, longest, { version: 'v1-4-g0123456789ab', compress: false })
  const { pages } = readPdf(path)
  expect(pages).toHaveLength(1)
  const { texts = [], lines = [] } = pages[0] ?? {}
  for (const said of [
    digestOf(code),
    digests.election,
    digests.roll,
    digests.key,
    digestOf(digests),
  ]) {
    expect(texts).toContain(formatDigest(said))
  }
  const words = texts.join('').replaceAll(/\s/g, '')
  for (const said of [
    '1023211',
    'Deployer/alice',
    'v1-4-g0123456789ab',
    `--digest${digestOf(digests)}`,
    'Unepa',
  ]) {
    expect(words).toContain(said)
  }
  expect(Math.max(...lines.map(({ baseline }) => baseline)) + 4 * 27).toBeLessThan(830)
})
