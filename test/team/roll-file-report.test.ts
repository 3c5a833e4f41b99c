import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { fileErrorsText, writeFileErrors } from '../../team/roll/file-error-report.ts'
import { check, header, lineOf, pathOf, roll } from './roll-file-builder.ts'

async function wrong(count: number) {
  const lines = Array.from({ length: count }, (_, i) => lineOf(i, { ballots: 'x' }))
  return (await check(roll(...lines))).errors
}

describe('roll-errors.csv', () => {
  it('opens in a spreadsheet: BOM, semicolons, CRLF, a line for each error, for its owner only', async () => {
    const { errors } = await check(`${header}\n${lineOf(1, { numen: '01E12' })}\nx;y`)
    const path = pathOf('roll-errors.csv')
    writeFileSync(path, 'an older one', { mode: 0o644 })
    await writeFileErrors(path, errors.items)
    const text = readFileSync(path, 'utf8')
    expect(text.startsWith('\ufeffligne;colonne;adresse;raison;à corriger ainsi\r\n')).toBe(true)
    const rows: string[][] = parse(text, { bom: true, delimiter: ';' })
    expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual([
      ['2', 'numen', 'voter.1@academie.example.org', errors.items[0]?.message],
      ['3', '', '', "La ligne n'a pas autant de champs que l'en-tête : 2 au lieu de 6."],
    ])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.draft'))).toEqual([])
  })

  it('leaves nothing behind if it cannot be written', async () => {
    const path = pathOf('taken')
    mkdirSync(join(path, 'full'), { recursive: true })
    await expect(writeFileErrors(path, [])).rejects.toMatchObject({ syscall: 'rename' })
    expect(readdirSync(dirname(path))).toEqual(['taken'])
    const nowhere = join(path, 'absent', 'roll-errors.csv')
    await expect(writeFileErrors(nowhere, [])).rejects.toMatchObject({ syscall: 'open' })
  })
})

it('a terminal shows the first twenty errors, and their number', async () => {
  const lines = fileErrorsText(await wrong(21)).split('\n')
  expect(lines).toHaveLength(22)
  expect(lines[0]).toBe("  ligne 2, ballots : Ce scrutin n'est pas dans election.json : « x ».")
  expect(lines.slice(-2)).toEqual(['  … et 1 autre.', '21 erreurs dans 21 lignes.'])
  expect(fileErrorsText(await wrong(20)).split('\n')).toHaveLength(21)
  expect(fileErrorsText(await wrong(1))).toMatch(/\n1 erreur dans 1 ligne\.$/)
})
