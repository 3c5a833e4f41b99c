import { mkdirSync, truncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkRoll } from '../../team/roll/read-roll.ts'
import type { RollFileError } from '../../team/roll/roll-file-error.ts'
import type { RollFileProblem } from '../../team/roll/roll-file-texts.ts'
import { ballots, check, fileOf, header, lineOf, now, pathOf } from './roll-file-builder.ts'

const good = `${header}\n${lineOf(1)}\n${lineOf(2)}\n`
const options = { ballots, purpose: 'import', now } as const

const refusal = (problem: RollFileProblem) =>
  expect.objectContaining({ name: 'RollFileError', problem })

describe('a file', () => {
  it.each<[string, string | Uint8Array, RollFileProblem]>([
    ['empty', '', 'empty'],
    ['of empty lines', '\n \n;;\n', 'empty'],
    ['of a header and empty lines', `${header}\n\n;;;;;\n`, 'header-only'],
    ['of Excel or LibreOffice', Buffer.from('PK\u0003\u0004xl/workbook.xml'), 'spreadsheet'],
    ['of an old Excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'spreadsheet'],
    ['in PDF', '%PDF-1.7\n', 'pdf'],
    ['in UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), 'utf-16'],
    ['in UTF-16 without a BOM', Buffer.from(good, 'utf16le'), 'utf-16'],
    ['of bytes', Buffer.from([1, 2, 3, 0, 0, 7, 10, 1]), 'binary'],
    ['of tabs', good.replaceAll(';', '\t'), 'tabs'],
    ['of one line without end', 'x'.repeat(20_000), 'header-too-long'],
    ['with an open quote in its header', `"${good}`, 'header-quotes'],
  ])('%s is refused in one sentence', async (_, content, problem) => {
    await expect(check(content)).rejects.toEqual(refusal(problem))
  })

  it('with a tab in the name of one column more is read', async () => {
    const { mistakes } = await check(`${header};a\tb\n${lineOf(1)};x\n`)
    expect(mistakes).toEqual([])
  })

  it('that mixes encodings is refused with the place', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) => lineOf(index))
    const bytes = Buffer.concat([
      Buffer.from(`${header}\n${lines.join('\n')}`),
      Buffer.from([0xe9]),
    ])
    const place = check(bytes).catch((error: RollFileError) => [error.problem, error.line])
    expect(await place).toEqual(['mixed-encodings', expect.toSatisfy((line) => line > 1500)])
    const marked = Buffer.concat([Buffer.from(`\ufeff${header}\n`), Buffer.from([0xe9])])
    await expect(check(marked)).rejects.toEqual(refusal('mixed-encodings'))
  })

  it('that is half in each encoding is read as Windows-1252, where the other half is damaged', async () => {
    const lines = [lineOf(1, { first_name: 'Zoé' }), lineOf(2, { first_name: 'Zoé' })]
    const encodings = ['utf8', 'latin1'] as const
    const parts = lines.map((line, at) => Buffer.from(`${line}\n`, encodings[at]))
    const { mistakes } = await check(Buffer.concat([Buffer.from(`${header}\n`), ...parts]))
    expect(mistakes.map(({ line, code }) => [line, code])).toEqual([[2, 'text-garbled']])
  })

  it('that is not there, or is a folder, is refused', async () => {
    await expect(checkRoll(pathOf('absent.csv'), options)).rejects.toEqual(refusal('not-found'))
    const folder = pathOf('folder')
    mkdirSync(folder)
    await expect(checkRoll(folder, options)).rejects.toEqual(refusal('not-a-file'))
    await expect(checkRoll('/dev/zero', options)).rejects.toEqual(refusal('not-a-file'))
  })

  it('that no string can hold is refused before it is read', async () => {
    const path = fileOf(good)
    truncateSync(path, 500_000_001)
    await expect(checkRoll(path, options)).rejects.toEqual(refusal('too-large'))
  })

  it('tells how much of it is read, to its last line', async () => {
    const seen: number[][] = []
    const path = fileOf(good.trimEnd())
    await checkRoll(path, { ...options, onProgress: (...progress) => seen.push(progress) })
    expect(seen).toEqual([
      [2, 3],
      [3, 3],
    ])
  })
})
