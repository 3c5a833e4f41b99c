import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { fileErrorsText } from '../../team/roll/file-error-report.ts'
import { checkRoll, type RollFileOptions } from '../../team/roll/read-roll.ts'
import { usedColumns } from '../../team/roll/roll-columns.ts'
import { RollError } from '../../team/roll/roll-error.ts'
import { rollErrorTexts } from '../../team/roll/texts.ts'
import { election } from '../builders/voters.ts'
import { sized } from '../size.ts'
import { caseCount, propertyOptions } from './cases.ts'
import { hostileBytes, hostileText } from './hostile-values.ts'

const directory = mkdtempSync(join(tmpdir(), 'reassort-roll-fuzz-'))
const path = join(directory, 'roll.csv')
afterAll(() => rmSync(directory, { recursive: true }))

const purposes = Object.keys(usedColumns) as RollOperationKind[]
const rolls = caseCount(sized(200, 1000))
const secret = '77Z1234567QQQ'
const phone = '0612345678'
const birthDate = '1970-01-31'

const optionsOf = (kind: RollOperationKind): RollFileOptions => ({
  kind,
  election: { ...election, ballots: [{ id: 'cte', title: 'CTE' }], knownPhones: true },
  now: new Date('2026-11-26T08:00:00Z'),
})

const rightCells: Record<string, fc.Arbitrary<string>> = {
  email: fc.nat().map((number) => `voter.${number}@a.example`),
  numen: fc.constantFrom(secret, '01E7812345ABC', `${secret}9`),
  birth_date: fc.constantFrom(birthDate, '31/01/1970', '19700131'),
  ballots: fc.constantFrom('cte', 'CTE', 'none'),
  phone: fc.constantFrom(phone, `+33${phone.slice(1)}`, `${phone}9`),
  phone_requested_on: fc.constantFrom('2026-11-26', '2026-11-27', ''),
}

const cellOf = (column: string) =>
  fc.oneof(
    { weight: 4, arbitrary: rightCells[column] ?? fc.constant('Zoé') },
    { weight: 1, arbitrary: hostileText.map((text) => text.replaceAll(/[\r\n]/g, ' ')) },
    { weight: 1, arbitrary: hostileText.map((text) => `"${text.replaceAll('"', '""')}"`) },
    { weight: 1, arbitrary: fc.constantFrom('"', '""', 'a"b', '"a"b', '=1+1', '\0', '\ufffd') },
  )

const files = fc.constantFrom(...purposes).chain((kind) => {
  const columns = [...usedColumns[kind]]
  const line = fc.tuple(...columns.map(cellOf))
  const content = fc
    .record({
      delimiter: fc.constantFrom(';', ',', '\t', '|'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      bom: fc.constantFrom('', '', '\ufeff', '\ufeff\ufeff'),
      lines: fc.array(line, { maxLength: 5 }),
      broken: fc.option(fc.tuple(fc.nat(400), hostileBytes), { freq: 3 }),
    })
    .map(({ delimiter, end, bom, lines, broken }) => {
      const text = [columns, ...lines].map((cells) => cells.join(delimiter)).join(end)
      const bytes = Buffer.from(bom + text)
      if (!broken) return bytes
      const [at, put] = broken
      return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)])
    })
  return fc.record({ kind: fc.constant(kind), content: fc.oneof(content, hostileBytes) })
})

describe('any file given as the roll', () => {
  test(`is read, refused, or gets a list of its errors, ${rolls} times`, async () => {
    const met: Record<Outcome, number> = { read: 0, malformed: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(files, async ({ kind, content }) => {
        writeFileSync(path, content)
        met[await become(kind, content)] += 1
      }),
      propertyOptions('rolls', rolls),
    )
    expect(Object.values(met).filter((times) => times === 0)).toEqual([])
  }, 3_600_000)
})

type Outcome = 'read' | 'malformed' | 'refused'

async function become(kind: RollOperationKind, content: Uint8Array): Promise<Outcome> {
  try {
    const checked = await checkRoll(path, optionsOf(kind))
    const { items: kept, count } = checked.errors
    if (count > 0) {
      const report = JSON.stringify(checked) + fileErrorsText(checked.errors)
      const lines = Buffer.from(content)
        .toString('latin1')
        .split(/\r\n|\n|\r/).length
      expect(kept.every(({ line }) => line >= 1 && line <= lines)).toBe(true)
      expect(report).not.toMatch(/undefined|\[object/)
      expect(report).not.toContain(secret)
      expect(report).not.toContain(birthDate)
      expect(report).not.toContain(phone.slice(1))
      // Control characters could steer the terminal.
      expect(fileErrorsText(checked.errors).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
      return 'malformed'
    }
    expect(checked.entries).not.toEqual([])
    return 'read'
  } catch (error) {
    if (!(error instanceof RollError)) throw error
    expect(error.message).toBe(rollErrorTexts[error.problem])
    return 'refused'
  }
}
