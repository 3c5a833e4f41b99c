import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chained,
  endOf,
  LedgerCheck,
  type LedgerEnd,
  noEntry,
  readLine,
} from '../../shared/domain/ledger/chain.ts'
import type { LedgerChange } from '../../shared/domain/ledger/entry.ts'
import { anyCharacter } from '../builders/any-character.ts'
import { sized } from '../size.ts'

const changeOf = (record: string): LedgerChange => ({
  event: `event of ${record}`,
  at: new Date('2026-12-03T08:00:00Z'),
  table: 'voters',
  change: 'modify',
  record,
  state: `state of ${record}`,
  fields: ['identifierHash'],
})

/** Halves of pairs too, which JSON escapes. */
const lineEnds = ['\n', '\r', '\u0000', '\u0085', '\u2028', '\u2029', '\ud800', '\udfff']

const records = ['a', 'b', 'c', 'd', 'e', 'f']
const sound = linesOf(chained(noEntry, records.map(changeOf)).lines)

function linesOf(text: string): string[] {
  return text.trimEnd().split('\n')
}

function checked(lines: string[], told: LedgerEnd[] = []) {
  const check = new LedgerCheck(told)
  for (const line of lines) check.take(line)
  return check.result()
}

const mistakesIn = (lines: string[], told: LedgerEnd[] = []) => checked(lines, told).mistakes
const endAfter = (count: number) =>
  count === 0 ? noEntry : endOf(`${sound.slice(0, count).join('\n')}\n`)

/** As somebody would who can compute hashes as well as we do. */
function madeAnew(from: number, change: (entries: LedgerChange[]) => LedgerChange[]): string[] {
  const kept = sound.slice(0, from - 1)
  const rest = change(records.slice(from - 1).map(changeOf))
  return [...kept, ...linesOf(chained(endAfter(from - 1), rest).lines)]
}

describe('a ledger', () => {
  it('keeps any text in one line, which every reader takes for one, and goes on after it', () => {
    const texts = fc.string({ unit: fc.oneof(anyCharacter, fc.constantFrom(...lineEnds)) })
    fc.assert(
      fc.property(texts, (reason) => {
        const { lines, end } = chained(noEntry, [{ ...changeOf('a'), told: { reason } }])
        expect(lines.trimEnd()).not.toMatch(/[\n\r\u0085\u2028\u2029]/)
        expect(endOf(lines)).toEqual(end)
        expect(readLine(lines.trimEnd())?.entry.told).toEqual({ reason })
        expect(mistakesIn(linesOf(lines))).toEqual([])
      }),
      { numRuns: sized(300, 10_000) },
    )
  })

  it('goes on where it ended, whoever wrote before', () => {
    const first = chained(noEntry, records.slice(0, 2).map(changeOf))
    const second = chained(endOf(first.lines), records.slice(2).map(changeOf))
    expect(linesOf(first.lines + second.lines)).toEqual(sound)
    expect(second.end).toEqual(endAfter(6))
    expect(readLine(sound[2] ?? '')?.entry).toEqual({ number: 3, ...changeOf('c') })
  })

  it('is sound as it was written, and says how far it agrees with what was told', () => {
    expect(checked(sound, [endAfter(2), endAfter(5)])).toEqual({
      end: endAfter(6),
      agrees: 5,
      mistakes: [],
    })
  })

  it('names the entry that was changed', () => {
    for (const [index] of sound.entries()) {
      const lines = sound.with(index, (sound[index] ?? '').replace('modify', 'remove'))
      expect(mistakesIn(lines)).toEqual([{ kind: 'altered', number: index + 1 }])
    }
  })

  it('names the entries that were taken out', () => {
    expect(mistakesIn(sound.toSpliced(2, 1))).toEqual([{ kind: 'missing', from: 3, to: 3 }])
    expect(mistakesIn(sound.toSpliced(1, 2).toSpliced(3, 0))).toEqual([
      { kind: 'missing', from: 2, to: 3 },
    ])
    expect(mistakesIn(sound.toSpliced(1, 1).toSpliced(2, 1))).toEqual([
      { kind: 'missing', from: 2, to: 2 },
      { kind: 'missing', from: 4, to: 4 },
    ])
    expect(mistakesIn(sound.slice(1))).toEqual([{ kind: 'missing', from: 1, to: 1 }])
  })

  it('names the entry that was moved, and the one that is there twice', () => {
    const [a = '', b = '', c = '', ...rest] = sound
    expect(mistakesIn([a, c, b, ...rest])).toEqual([{ kind: 'out-of-place', number: 2 }])
    expect(mistakesIn([a, b, b, c, ...rest])).toEqual([{ kind: 'out-of-place', number: 2 }])
  })

  it('names the line that is none', () => {
    const [a = '', ...rest] = sound
    const wrong = [
      '',
      'nothing',
      `${a} `,
      `x${a}`,
      `${a.slice(0, 44)}{`,
      a.slice(1),
      a.replace('{"number":1', '{"number":"1"'),
    ]
    for (const line of wrong) {
      expect(mistakesIn([a, line, ...rest])).toEqual([{ kind: 'unreadable', line: 2 }])
    }
  })

  it('that was made anew differs from what was told of it, and says from where', () => {
    const told = [endAfter(2), endAfter(4), endAfter(6)]
    const changes = [
      (entries: LedgerChange[]) => entries.with(0, changeOf('z')),
      (entries: LedgerChange[]) => [...entries.slice(1), changeOf('z')],
      (entries: LedgerChange[]) => [entries[1], entries[0], ...entries.slice(2)] as LedgerChange[],
      (entries: LedgerChange[]) => [changeOf('z'), ...entries],
    ]
    for (const change of changes) {
      const lines = madeAnew(3, change)
      expect(mistakesIn(lines)).toEqual([])
      expect(mistakesIn(lines, told)).toEqual([
        { kind: 'not-as-told', number: 4, agrees: 2 },
        { kind: 'not-as-told', number: 6, agrees: 2 },
      ])
    }
  })

  it('whose end was taken away stops before what was told', () => {
    expect(mistakesIn(sound.slice(0, 4), [endAfter(2), endAfter(6)])).toEqual([
      { kind: 'cut', number: 6, end: 4 },
    ])
    expect(mistakesIn([], [endAfter(1)])).toEqual([{ kind: 'cut', number: 1, end: 0 }])
  })

  it('of which two ends were told under one number is not what was told', () => {
    const [other = ''] = madeAnew(1, (entries) => entries.with(0, changeOf('z')))
    expect(mistakesIn(sound, [endAfter(1), endOf(`${other}\n`)])).toEqual([
      { kind: 'not-as-told', number: 1, agrees: 0 },
    ])
  })

  it('has no end that is no line of it', () => {
    expect(() => endOf('')).toThrow('no line')
    expect(() => endOf('{}\n')).toThrow('no line')
  })
})
