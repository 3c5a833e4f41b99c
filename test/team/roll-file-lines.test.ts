import { describe, expect, it } from 'vitest'
import { errorsOf, header, lineOf, linesOf, roll } from './roll-file-builder.ts'

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
