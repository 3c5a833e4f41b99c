import { readFile } from 'node:fs/promises'
import { CsvError, type InfoRecord, parse } from 'csv-parse/sync'
import type { Identifier } from '../../shared/domain/voter/identifier.ts'
import { missingCharacterFinder } from '../../shared/tooling/pdf-document.ts'
import { CommandError } from '../command-error.ts'
import { fullName, type NoticeRow, namesakeKeyOf, noticeColumns, readRow } from './notice-rows.ts'
import { noticesCommandTexts as texts } from './texts.ts'

export interface SchoolRows {
  school: string
  rows: NoticeRow[]
}

const maxProblems = 10

/** Letters of scripts whose words pdfkit runs together, and U+FFFD, which stands for a damaged letter. */
const unprintableLetter =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\ufffd]/u

export async function readNotices(path: string) {
  const findMissingCharacter = missingCharacterFinder()
  const parsedRows: { line: number; row: NoticeRow }[] = []
  const unprintedNames = new Map<NoticeRow, string>()
  const problems: string[] = []
  const addProblem = (line: number, problem: string) =>
    problems.push(texts.lineProblem(line, problem))
  let heading: string[] = []
  const addRow = (record: Record<string, string>, { lines: line }: InfoRecord): void => {
    const row = readRow(record)
    if (!row) {
      addProblem(line, texts.damagedLine)
      return
    }
    parsedRows.push({ line, row })
    const name = fullName(row)
    const character = unprintableLetter.exec(name)?.[0] ?? findMissingCharacter(name)
    if (character === undefined) return
    unprintedNames.set(row, texts.unprintedName(line, row.email, character))
    // A browser has fonts for more scripts than the PDF.
    if (row.format !== 'braille') row.format = 'html'
  }
  try {
    parse(await readFile(path), {
      bom: true,
      delimiter: ';',
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
      columns(names: string[]) {
        heading = names.map((name) => name.trim())
        return heading
      },
      on_record: (record: Record<string, string>, info) => void addRow(record, info),
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // The library's message may quote the row, which has an identifier.
    addProblem(Number(error.lines), texts.damagedLine)
  }
  const missingColumns = noticeColumns.filter((column) => !heading.includes(column))
  if (missingColumns.length > 0) throw new CommandError(texts.missingColumns(missingColumns))
  const lineByIdentifier = new Map<Identifier, number>()
  for (const { line, row } of parsedRows) {
    const firstLine = lineByIdentifier.get(row.identifier)
    if (firstLine === undefined) lineByIdentifier.set(row.identifier, line)
    else addProblem(line, texts.repeatedIdentifier(firstLine))
  }
  for (const namesakes of Map.groupBy(parsedRows, ({ row }) => namesakeKeyOf(row)).values()) {
    for (const { line, row } of namesakes) {
      if (namesakes.length === 1 && !unprintedNames.has(row)) row.email = ''
      if (namesakes.length > 1 && (row.email === '' || findMissingCharacter(row.email))) {
        addProblem(line, texts.namesake)
      }
    }
  }
  if (problems.length > 0)
    throw new CommandError(texts.invalidFile(problems.slice(0, maxProblems), problems.length))
  if (parsedRows.length === 0) throw new CommandError(texts.noVoter)
  const schools = groupBySchool(parsedRows.map(({ row }) => row))
  const unprintedTexts = [...unprintedNames.values()]
  for (const { school } of schools) {
    const character = findMissingCharacter(school)
    if (character) unprintedTexts.push(texts.replacedSchool(school, character))
  }
  return { schools, count: parsedRows.length, unprintedTexts }
}

function groupBySchool(rows: readonly NoticeRow[]): SchoolRows[] {
  const schools = Array.from(
    Map.groupBy(rows, ({ school }) => school),
    ([school, rows]) => ({
      school,
      rows: rows.sort(
        (a, b) => compareNames(a.lastName, b.lastName) || compareNames(a.firstName, b.firstName),
      ),
    }),
  )
  return schools.sort((a, b) => compareNames(a.school, b.school))
}

const collator = new Intl.Collator('fr', { numeric: true })

function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b))
}
