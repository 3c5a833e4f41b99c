import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chained, type LedgerEnd, noEntry } from '../../shared/domain/ledger/chain.ts'
import type { LedgerChange } from '../../shared/domain/ledger/entry.ts'
import { keptHeadText, nothingSoFar } from '../../shared/domain/ledger/kept-head.ts'
import { headToSign, signedHead } from '../../shared/domain/ledger/ledger-head.ts'
import type { Finding } from '../../shared/texts/ledger/verdict.ts'
import { exportLedger } from '../../team/ledger/export-ledger.ts'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'
import { now } from './values.ts'

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const [ours, theirs] = [keyPair(), keyPair()]
type Pair = typeof ours

const segmentsOf = 3
const each = 4

export const changesOf = (count = each * segmentsOf, reason = 'faute de frappe\u2028; "=1"') =>
  Array.from(
    { length: count },
    (_, index): LedgerChange => ({
      ...{ event: `e${index}`, at: now, table: 'voters', change: 'modify' },
      ...{ record: `-record${index}`, fields: ['a', 'b'], told: { reason } },
    }),
  )

function headOf(end: LedgerEnd, key: KeyObject = ours.privateKey): string {
  const head = { ledger: 'ledger', segment: end.number / each, ...end, at: now }
  return signedHead(head, sign('sha256', headToSign(head), key))
}

/** A ledger of three segments of four entries, each with its head; the first two heads were mailed. */
export function aLedger(changes = changesOf(), pair: Pair = ours) {
  const [segments, heads] = [inMemoryTexts(), inMemoryTexts()]
  let end = noEntry
  const signed: string[] = []
  for (let from = 0; from < changes.length; from += each) {
    const written = chained(end, changes.slice(from, from + each))
    end = written.end
    segments.all.push(written.lines)
    signed.push(headOf(end, pair.privateKey))
    heads.all.push(
      keptHeadText({ signed: signed.at(-1) ?? '', interventions: [], soFar: nothingSoFar }),
    )
  }
  const publicKey = async () => pair.publicKey.export({ type: 'spki', format: 'der' })
  return { segments, heads, signer: { publicKey }, signed, mailed: signed.slice(0, 2).join('\n\n') }
}

/** What was mailed of the ledger that is tampered with. */
export const { mailed, signed: allHeads } = aLedger()

const rewritten = changesOf().with(9, { ...changesOf()[9], record: 'another' } as LedgerChange)

interface Tampering {
  name: string
  /** The ledger in place of ours. */
  ledger?: () => ReturnType<typeof aLedger>
  /** Changes the content of one file of the export. */
  file?: string
  change?: (text: string) => string
  /** With the mailed heads: these two unless others are given; without any: an empty text. */
  mails?: string
  found: Finding[]
}

function replaceHead(text: string, number: number, other: string): string {
  let heads = 0
  return text.replace(/-----BEGIN[\s\S]*?-----END.*/g, (head) =>
    ++heads === number ? other : head,
  )
}

const lines = (change: (lines: string[]) => string[]) => (text: string) =>
  `${change(text.trimEnd().split('\n')).join('\n')}\n`
const entry = { from: 6, to: 6 }

/** What a person can do to an export, and all that is to be said of it. */
export const tamperings: Tampering[] = [
  {
    name: 'an entry is changed',
    file: 'journal.txt',
    change: lines((all) => all.with(5, (all[5] ?? '').replace('modify', 'remove'))),
    found: [
      { kind: 'altered', ...entry },
      { kind: 'row-differs', ...entry },
    ],
  },
  {
    name: 'an entry is removed',
    file: 'journal.txt',
    change: lines((all) => all.toSpliced(5, 1)),
    found: [
      { kind: 'missing', ...entry },
      { kind: 'row-differs', from: 7, to: 13 },
    ],
  },
  {
    name: 'an entry is there twice, of two continuations',
    file: 'journal.txt',
    change: lines((all) => all.toSpliced(6, 0, (all[5] ?? '').replace('modify', 'remove'))),
    found: [
      { kind: 'row-differs', from: 6, to: 12 },
      { kind: 'twice', ...entry },
    ],
  },
  {
    name: 'the end after the last mailed head is cut, and the heads remain',
    file: 'journal.txt',
    change: lines((all) => all.slice(0, 8)),
    found: [
      { kind: 'row-differs', from: 9, to: 9 },
      { kind: 'own-beyond', from: 3, to: 3 },
    ],
  },
  {
    name: 'the end is cut before the last mailed head, and everywhere',
    ledger: () => aLedger(changesOf(4)),
    found: [{ kind: 'mailed-beyond', number: 8, end: 4, at: now }],
  },
  {
    name: 'the whole is rewritten and signed by another key, which is put in place of ours',
    ledger: () => aLedger(rewritten, theirs),
    found: [4, 8].map((number) => ({ kind: 'mailed-unsigned', number, at: now })),
  },
  {
    name: 'it is rewritten by whoever has the key, after the last mailed head: nobody attests that part',
    ledger: () => aLedger(rewritten),
    found: [],
  },
  {
    name: 'it is rewritten by whoever has the key, before the last mailed head',
    ledger: () => aLedger(rewritten),
    mails: allHeads.join('\n'),
    found: [{ kind: 'mailed-differs', number: 12, agrees: 8 }],
  },
  {
    name: 'it is rewritten without the key',
    file: 'journal.txt',
    change: () => aLedger(rewritten).segments.all.join(''),
    mails: '',
    found: [
      { kind: 'row-differs', from: 10, to: 10 },
      { kind: 'own-differs', from: 3, to: 3 },
    ],
  },
  {
    name: 'the public key is replaced',
    file: 'cle-publique.pem',
    change: () => theirs.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    found: [
      { kind: 'own-unsigned', from: 1, to: 3 },
      ...[4, 8].map((number) => ({ kind: 'mailed-unsigned' as const, number, at: now })),
    ],
  },
  {
    name: 'a head of the copy is forged',
    file: 'tetes.txt',
    change: (text) => replaceHead(text, 3, headOf({ number: 12, hash: 'h' }, theirs.privateKey)),
    found: [{ kind: 'own-unsigned', from: 3, to: 3 }],
  },
  {
    name: 'an older head is put again at the end of the copy',
    file: 'tetes.txt',
    change: (text) => `${text}${allHeads[0]}\n`,
    found: [{ kind: 'own-backwards', from: 4, to: 4 }],
  },
  {
    name: 'a mailed head is taken out of the copy',
    file: 'tetes.txt',
    change: (text) => replaceHead(text, 2, ''),
    found: [{ kind: 'mailed-absent', number: 8, at: now }],
  },
  {
    name: 'a row of the CSV is falsified',
    file: 'journal.csv',
    change: lines((all) => all.with(6, (all[6] ?? '').replace('faute', 'fraude'))),
    found: [{ kind: 'row-differs', ...entry }],
  },
  {
    name: 'the end of the CSV is cut',
    file: 'journal.csv',
    change: lines((all) => all.slice(0, 11)),
    found: [{ kind: 'row-differs', from: 11, to: 12 }],
  },
  { name: 'nothing', found: [] },
  { name: 'nothing, and no head is there', mails: '', found: [] },
]

/** Writes the export of a tampering into a folder, and the mails beside it. */
export async function tampered(place: string, { ledger, file, change, mails = mailed }: Tampering) {
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
