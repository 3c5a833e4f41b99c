import { truncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkRoll } from '../../team/roll/read-roll.ts'
import type { RollError } from '../../team/roll/roll-error.ts'
import {
  check,
  election,
  errorsOf,
  fileOf,
  header,
  lineOf,
  linesOf,
  now,
  roll,
} from './roll-file-builder.ts'

const many = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => lineOf(from + index))

describe('a line', () => {
  it.each([
    ['one field more', `${lineOf(9)};x`, '', 'field-count'],
    [
      'a quote that opens later',
      lineOf(9, { birth_date: '"1975-03-27' }),
      'birth_date',
      'quote-unclosed',
    ],
  ])('with %s is reported, and no later line is lost', async (_, line, column, code) => {
    const last = lineOf(0, { ballots: 'x' })
    expect(await errorsOf(roll(lineOf(1), line, ...many(10, 1000), last))).toEqual([
      [3, column, code],
      [1004, 'ballots', 'ballots-unknown'],
    ])
  })

  it('with correct quotes is read even if other lines have misplaced quotes', async () => {
    const quoted = (number: number, name: string) => lineOf(number, { first_name: name })
    const lines = [
      ...[quoted(1, '"Zoé; ""Zo"""'), quoted(2, '"Jean" Luc'), quoted(3, '"Anne"')],
      ...[quoted(4, '"Marie"'), quoted(5, 'Jean "Jeannot"'), lineOf(6)],
    ]
    expect(await errorsOf(roll(...lines))).toEqual([
      [3, '', 'quote-misplaced'],
      [6, '', 'quote-misplaced'],
    ])
    const right = await linesOf(
      roll(...lines.filter((_, index) => ![1, 4].includes(index))),
      'import',
    )
    expect(right.map(({ entry }) => entry.firstName)).toEqual(['Zoé; "Zo"', 'Anne', 'Marie', 'Zoé'])
  })

  it('with an open quote spoils no other line, even if several have one', async () => {
    const open = (number: number) => lineOf(number, { first_name: `"Jean${number}` })
    const content = roll(open(1), lineOf(2), open(3), open(4), lineOf(5))
    expect(await errorsOf(content)).toEqual([
      [2, 'first_name', 'quote-unclosed'],
      [4, 'first_name', 'quote-unclosed'],
      [5, 'first_name', 'quote-unclosed'],
    ])
  })

  it('joined to the next by an open quote is reported, and so is the next', async () => {
    const content = roll(lineOf(1, { first_name: '"Jean' }), `Luc";${lineOf(2)}`, lineOf(3))
    expect(await errorsOf(content)).toEqual([
      [2, 'first_name', 'quote-unclosed'],
      [3, '', 'quote-misplaced'],
    ])
  })

  it('may have a quoted field with a line break', async () => {
    const [line] = await linesOf(
      roll(lineOf(1, { ballots: '"csa-ministeriel\ncap-ecoles"' })),
      'import',
    )
    expect(line?.entry.ballots).toEqual(['csa-ministeriel', 'cap-ecoles'])
  })

  it('has 10,000 characters at most', async () => {
    const short = `${lineOf(1)};`
    const content = (length: number) =>
      `${header};remarks\n${short}${'x'.repeat(length - short.length)}\n`
    expect(await errorsOf(content(10_000))).toEqual([])
    expect(await errorsOf(content(10_001))).toEqual([[2, '', 'line-too-long']])
  })
})

const good = `${header}\n${lineOf(1)}\n${lineOf(2)}\n`
const options = { election, kind: 'import', now } as const

const refusal = (problem: RollError['problem']) =>
  expect.objectContaining({ name: 'RollError', problem })

describe('a file', () => {
  it.each<[string, string | Uint8Array, RollError['problem']]>([
    ['empty', '', 'empty'],
    ['of empty lines', '\n \n;;\n', 'empty'],
    ['of a header and empty lines', `${header}\n\n;;;;;\n`, 'header-only'],
    ['of Excel or LibreOffice', Buffer.from('PK\u0003\u0004\u0014\u0000xl/'), 'not-a-csv'],
    ['in PDF', '%PDF-1.7\n', 'not-a-csv'],
    ['in UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), 'not-a-csv'],
    ['of bytes', Buffer.from([1, 2, 3, 0, 0, 7, 10, 1]), 'not-a-csv'],
  ])('%s is refused in one sentence', async (_, content, problem) => {
    await expect(check(content)).rejects.toEqual(refusal(problem))
  })

  it.each([
    ['of one line without end', 'x'.repeat(20_000), 'line-too-long'],
    ['with an open quote', `"${good}`, 'quote-unclosed'],
    ['with a quote out of place', `a"b"${good}`, 'quote-misplaced'],
  ])('whose header is %s gets one error', async (_, content, code) => {
    expect(await errorsOf(content)).toEqual([[1, '', code]])
  })

  it('may have a tab in the name of another column', async () => {
    expect(await errorsOf(`${header};a\tb\n${lineOf(1)};x\n`)).toEqual([])
  })

  it('in two encodings is read as Windows-1252, which damages the other half', async () => {
    const lines = [lineOf(1, { first_name: 'Zoé' }), lineOf(2, { first_name: 'Zoé' })]
    const encodings = ['utf8', 'latin1'] as const
    const parts = lines.map((line, at) => Buffer.from(`${line}\n`, encodings[at]))
    const { doubts } = await check(Buffer.concat([Buffer.from(`${header}\n`), ...parts]))
    expect(doubts.items.map(({ line, code }) => [line, code])).toEqual([[2, 'text-garbled']])
  })

  it('is refused if it is a folder or a device', async () => {
    for (const path of [import.meta.dirname, '/dev/zero']) {
      await expect(checkRoll(path, options)).rejects.toEqual(refusal('not-a-file'))
    }
  })

  it('is refused unread if no string can hold it', async () => {
    const path = fileOf(good)
    truncateSync(path, 500_000_001)
    await expect(checkRoll(path, options)).rejects.toEqual(refusal('too-large'))
  })

  it('reports its progress to the last line', async () => {
    const seen: number[][] = []
    const path = fileOf(good.trimEnd())
    await checkRoll(path, { ...options, onProgress: (...progress) => seen.push(progress) })
    expect(seen).toEqual([
      [2, 3],
      [3, 3],
    ])
  })
})
