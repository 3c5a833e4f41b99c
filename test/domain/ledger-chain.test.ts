import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ChainEnd,
  chainChanges,
  chainStart,
  endOf,
  LedgerCheck,
  readLine,
} from '../../shared/domain/ledger/chain.ts'
import type { LedgerChange } from '../../shared/domain/ledger/entry.ts'
import { Findings } from '../../shared/domain/ledger/findings.ts'
import { anyCharacter } from '../builders/any-character.ts'
import { aChange } from '../builders/ledger.ts'
import { shown } from '../builders/ledger-tamperings.ts'
import { now } from '../builders/values.ts'
import { sized } from '../size.ts'

const changeOf = (record: string) =>
  aChange({ event: `event of ${record}`, record, state: `state of ${record}` })

/** Includes halves of surrogate pairs, which JSON escapes. */
const lineEnds = ['\n', '\r', '\u0000', '\u0085', '\u2028', '\u2029', '\ud800', '\udfff']

const records = ['a', 'b', 'c', 'd', 'e', 'f']
const sound = linesOf(chainChanges(chainStart, records.map(changeOf)).lines)

function linesOf(text: string): string[] {
  return text.trimEnd().split('\n')
}

function findingsIn(lines: string[], mailed: ChainEnd[] = []) {
  const findings = new Findings()
  const check = new LedgerCheck(
    mailed.map((end) => ({ ...end, at: now })),
    findings,
  )
  for (const line of lines) check.checkLine(line)
  check.finish()
  return findings.items
}

const endAfter = (count: number) =>
  count === 0 ? chainStart : endOf(`${sound.slice(0, count).join('\n')}\n`)

function madeAnew(from: number, change: (entries: LedgerChange[]) => LedgerChange[]): string[] {
  const kept = sound.slice(0, from - 1)
  const rest = change(records.slice(from - 1).map(changeOf))
  return [...kept, ...linesOf(chainChanges(endAfter(from - 1), rest).lines)]
}

test('the ledger’s chain keeps any text in one line', () => {
  const texts = fc.string({ unit: fc.oneof(anyCharacter, fc.constantFrom(...lineEnds)) })
  fc.assert(
    fc.property(texts, (reason) => {
      const { lines, end } = chainChanges(chainStart, [{ ...changeOf('a'), told: { reason } }])
      expect(lines.trimEnd()).not.toMatch(/[\n\r\u0085\u2028\u2029]/)
      expect(endOf(lines)).toEqual(end)
      expect(readLine(lines.trimEnd())?.entry.told).toEqual({ reason })
      expect(findingsIn(linesOf(lines))).toEqual([])
    }),
    { numRuns: sized(300, 10_000) },
  )
})

const [a = '', b = '', c = '', d = '', ...last] = sound
test.each<[string, string[], string[]]>([
  ['an entry is missing', sound.toSpliced(2, 1), ['missing 3']],
  ['two in a row are missing', sound.toSpliced(1, 2), ['missing 2-3']],
  ['two apart are missing', sound.toSpliced(1, 1).toSpliced(2, 1), ['missing 2', 'missing 4']],
  ['the first is missing', sound.slice(1), ['missing 1']],
  ['an entry is moved', [a, d, b, c, ...last], ['missing 2-3', 'out-of-order 2-3']],
  ['an entry is there twice', [a, b, b, c, d, ...last], ['out-of-order 2']],
])('the ledger’s chain is broken by number: %s', (_, lines, found) => {
  expect(shown(findingsIn(lines))).toEqual(found)
})

test('the ledger’s chain names a malformed line by its number', () => {
  const wrong = [
    '',
    'nothing',
    `${a} `,
    `x${a}`,
    `${a.slice(0, 44)}{`,
    a.slice(1),
    a.replace('{"number":1', '{"number":"1"'),
  ]
  for (const line of wrong)
    expect(shown(findingsIn(sound.toSpliced(1, 0, line)))).toEqual(['unreadable 2'])
})

test('the ledger’s chain differs from the mailed heads once it is rewritten, even with right hashes', () => {
  const mailed = [endAfter(2), endAfter(4), endAfter(6)]
  const changes = [
    (entries: LedgerChange[]) => entries.with(0, changeOf('z')),
    (entries: LedgerChange[]) => [...entries.slice(1), changeOf('z')],
    (entries: LedgerChange[]) => [entries[1], entries[0], ...entries.slice(2)] as LedgerChange[],
    (entries: LedgerChange[]) => [changeOf('z'), ...entries],
  ]
  for (const change of changes) {
    const lines = madeAnew(3, change)
    expect(findingsIn(lines)).toEqual([])
    expect(shown(findingsIn(lines, mailed))).toEqual(['mailed-differs 4'])
  }
})

test('the ledger’s chain differs if two heads were mailed for one number', () => {
  const [other = ''] = madeAnew(1, (entries) => entries.with(0, changeOf('z')))
  expect(shown(findingsIn(sound, [endAfter(1), endOf(`${other}\n`)]))).toEqual(['mailed-differs 1'])
})

test('the ledger’s chain yields a bounded number of findings for a file that is not a ledger', () => {
  const far = madeAnew(6, (entries) => entries)[5]?.replace('"number":6', `"number":${2 ** 53 - 1}`)
  expect(findingsIn([...sound, far ?? ''])).toEqual([{ kind: 'missing', from: 7, to: 2 ** 53 - 2 }])
  const findings = new Findings()
  for (let number = 1; number < 5000; number += 2) findings.merge('altered', number)
  expect([findings.items.length, findings.unlistedCount]).toEqual([1000, 1500])
})

test('the ledger’s chain has no end if its last line is malformed', () => {
  for (const text of ['', '{}\n']) expect(() => endOf(text)).toThrow('malformed')
})
