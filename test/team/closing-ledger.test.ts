import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { endOf } from '../../shared/domain/ledger/chain.ts'
import type { LedgerChange } from '../../shared/domain/ledger/entry.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { ledgerWriter } from '../../shared/domain/ledger/ledger-writer.ts'
import { closingLedger } from '../../team/closing/closing-ledger.ts'
import { aChange, aLedgerSigner } from '../builders/ledger.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { now } from '../builders/values.ts'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'

const begun: Intervention = {
  interventionId: '1',
  kind: 'closing',
  at: now,
  by: 'Team/alice',
  subject: 'reassort',
  counts: { table: 11 },
}
const closing = { kind: 'closing', at: now.toISOString(), by: 'Team/alice', subject: 'reassort' }

function aLedger(...waits: (() => unknown)[]) {
  const segments = inMemoryTexts()
  const heads = inMemoryTexts()
  const signer = aLedgerSigner()
  const write = (changes: Partial<LedgerChange>) =>
    ledgerWriter(segments)([aChange({ change: 'insert', ...changes })])
  const signHead = async () => {
    const segment = await segments.lastNumber()
    const head = { ledger: 'l', segment, ...endOf(await segments.read(segment)), at: now }
    await heads.put((await heads.lastNumber()) + 1, `${signer.headText(head)}\n[]\n`)
  }
  const sleep = async () => {
    const next = waits.shift()
    if (!next) throw new Error('It waits for nothing more')
    return (await next()) as never
  }
  return { segments, write, signHead, ledger: closingLedger({ segments, heads, signer }, sleep) }
}

test('a closing waits for a head that covers its own entry', async () => {
  const waits: string[] = []
  const run = aLedger(
    () => run.signHead().then(() => waits.push('a head of before')),
    () => run.write({ told: closing }).then(() => waits.push('its entry')),
    () => run.signHead().then(() => waits.push('its head')),
  )
  await run.write({ told: { ...closing, by: 'Team/bob' } })
  await run.ledger.waitForHead(begun)
  expect(waits).toEqual(['a head of before', 'its entry', 'its head'])
})

test('only segments of the last minutes are searched for the entry', async () => {
  const run = aLedger(() => Promise.reject(new Error('waited')))
  const old = new Date(now.getTime() - 601_000)
  for (const at of [old, old, now]) await run.write({ at, told: { ...closing, by: 'Team/bob' } })
  const read: number[] = []
  const { read: readSegment } = run.segments
  run.segments.read = (number) => {
    read.push(number)
    return readSegment(number)
  }
  await expect(run.ledger.waitForHead(begun)).rejects.toThrow('waited')
  expect(read).toEqual([3, 2])
})

describe('the export', () => {
  const exported = (folder: string) => readFileSync(join(folder, 'journal', 'journal.txt'), 'utf8')

  test('is replaced when the ledger has grown after an interrupted closing', async () => {
    const folder = temporaryFolder()
    const run = aLedger()
    for (const by of ['Team/alice', 'CloudFormation']) {
      await run.write({ told: { ...closing, by } })
      await run.signHead()
      expect(await run.ledger.export(folder)).toBe(true)
      expect(exported(folder)).toContain(by)
    }
  })

  test('verifies although an entry and its head arrive meanwhile', async () => {
    const folder = temporaryFolder()
    const run = aLedger()
    await run.write({ told: closing })
    await run.signHead()
    const { read } = run.segments
    run.segments.read = async (number) => {
      run.segments.read = read
      await run.write({ told: { ...closing, by: 'CloudFormation' } })
      await run.signHead()
      return read(number)
    }
    expect(await run.ledger.export(folder)).toBe(true)
  })

  test('does not verify if the ledger changed after its head', async () => {
    const run = aLedger()
    await run.write({ told: closing })
    await run.signHead()
    const { read } = run.segments
    run.segments.read = async (number) => (await read(number)).replace('alice', 'bob')
    expect(await run.ledger.export(temporaryFolder())).toBe(false)
  })
})
