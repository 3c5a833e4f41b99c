import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChainEnd, chainChanges, chainStart } from '../../shared/domain/ledger/chain.ts'
import type { LedgerChange } from '../../shared/domain/ledger/entry.ts'
import { emptySummary, storedHeadText } from '../../shared/domain/ledger/stored-head.ts'
import type { Finding } from '../../shared/texts/ledger/verdict.ts'
import { exportLedger } from '../../team/ledger/export-ledger.ts'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'
import { aChange, aLedgerSigner } from './ledger.ts'
import { now } from './values.ts'

const [ours, theirs] = [aLedgerSigner(), aLedgerSigner()]

const segmentsOf = 3
const each = 4

export const changesOf = (count = each * segmentsOf, reason = 'faute de frappe\u2028; "=1"') =>
  Array.from({ length: count }, (_, index) =>
    aChange({
      ...{ event: `e${index}`, record: `-record${index}` },
      ...{ fields: ['a', 'b'], told: { reason } },
    }),
  )

const headOf = (end: ChainEnd, signer = ours) =>
  signer.headText({ ledger: 'ledger', segment: end.number / each, ...end, at: now })

/** A ledger of three segments of four entries, each with its head; the first two heads were mailed. */
export function aLedger(changes = changesOf(), signer = ours) {
  const [segments, heads] = [inMemoryTexts(), inMemoryTexts()]
  let end = chainStart
  const signed: string[] = []
  for (let from = 0; from < changes.length; from += each) {
    const written = chainChanges(end, changes.slice(from, from + each))
    end = written.end
    segments.all.push(written.lines)
    signed.push(headOf(end, signer))
    heads.all.push(
      storedHeadText({ text: signed.at(-1) ?? '', interventions: [], soFar: emptySummary }),
    )
  }
  return { segments, heads, signer, signed, mailed: signed.slice(0, 2).join('\n\n') }
}

export const { mailed, signed: allHeads } = aLedger()

const rewritten = changesOf().with(9, { ...changesOf()[9], record: 'another' } as LedgerChange)

interface Tampering {
  name: string
  ledger?: () => ReturnType<typeof aLedger>
  file?: string
  change?: (text: string) => string
  mails?: string
  found: string[]
}

export function shown(findings: readonly Finding[]): string[] {
  const texts = findings.map((one) => {
    if (one.kind === 'stray') return `stray ${one.name}`
    return `${one.kind} ${one.from === one.to ? one.from : `${one.from}-${one.to}`}`
  })
  return texts.sort()
}

const inFile = (
  file: string,
  name: string,
  found: string[],
  change: (text: string) => string,
): Tampering => ({ file, name, found, change })

const inLines = (
  name: string,
  found: string[],
  change: (lines: string[]) => string[],
  file = 'journal.txt',
) => inFile(file, name, found, (text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`)

const other = (line = '') => line.replace('modify', 'remove')
const forged = headOf({ number: 12, hash: 'h' }, theirs)
const [csv, heads] = ['journal.csv', 'tetes.txt']

function replaceHead(text: string, number: number, other: string): string {
  let heads = 0
  return text.replace(/-----BEGIN[\s\S]*?-----END.*/g, (head) =>
    ++heads === number ? other : head,
  )
}

export const tamperings: Tampering[] = [
  { name: 'nothing', found: [] },
  { name: 'nothing, and no head is there', mails: '', found: [] },
  inLines('an entry is changed', ['altered 6', 'row-differs 6'], (all) =>
    all.with(5, other(all[5])),
  ),
  inLines('an entry is removed', ['missing 6', 'row-differs 7-13'], (all) => all.toSpliced(5, 1)),
  inLines('an entry is there twice', ['out-of-order 6', 'row-differs 6-12'], (all) =>
    all.toSpliced(6, 0, other(all[5])),
  ),
  inLines('the end is cut after the last mailed head', ['own-beyond 3', 'row-differs 9'], (all) =>
    all.slice(0, 8),
  ),
  {
    name: 'the end is cut before the last mailed head, and everywhere',
    ledger: () => aLedger(changesOf(4)),
    found: ['mailed-beyond 8'],
  },
  {
    name: 'all is rewritten and signed by another key, which is put in place of ours',
    ledger: () => aLedger(rewritten, theirs),
    found: ['mailed-unsigned 4', 'mailed-unsigned 8'],
  },
  {
    name: 'what nobody attests is rewritten by whoever has the key',
    ledger: () => aLedger(rewritten),
    found: [],
  },
  {
    name: 'what was attested is rewritten by whoever has the key',
    ledger: () => aLedger(rewritten),
    mails: allHeads.join('\n'),
    found: ['mailed-differs 12'],
  },
  {
    ...inFile(
      'journal.txt',
      'it is rewritten without the key',
      ['own-differs 3', 'row-differs 10'],
      () => aLedger(rewritten).segments.all.join(''),
    ),
    mails: '',
  },
  inFile(
    'cle-publique.pem',
    'the public key is replaced',
    ['mailed-unsigned 4', 'mailed-unsigned 8', 'own-unsigned 1-3'],
    () => theirs.pem,
  ),
  inFile(heads, 'a head is forged', ['own-unsigned 3'], (all) => replaceHead(all, 3, forged)),
  inFile(heads, 'an old head is last', ['own-backwards 4'], (all) => `${all}${allHeads[0]}\n`),
  inFile(heads, 'a mailed head is gone', ['mailed-absent 8'], (all) => replaceHead(all, 2, '')),
  inFile(csv, 'a row is falsified', ['row-differs 6'], (all) =>
    all.replace('e5', 'f5').replace('-record5', '-f5'),
  ),
  inLines('the rows are cut', ['row-differs 11-12'], (all) => all.slice(0, 11), csv),
]

export async function tampered(
  place: string,
  { ledger, file, change, mails = mailed }: Partial<Tampering> = {},
) {
  const folder = join(place, 'copy')
  const messages = join(place, 'messages.txt')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  await exportLedger((ledger ?? aLedger)(), folder)
  if (file && change) {
    const path = join(folder, file)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
  }
  writeFileSync(messages, mails)
  return { folder, messages, heads: mails }
}
