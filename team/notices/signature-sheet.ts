import { noSchoolText, signatureSheetText as texts } from '../../shared/texts/notice.ts'
import type { NoticeRow } from './notice-rows.ts'
import {
  decoration,
  drawLine,
  drawLines,
  fittedLines,
  grey,
  ink,
  leading,
  linesOf,
  type Part,
  type Pdf,
  page,
  section,
  setType,
  type Type,
  textWidth,
} from './pdf-document.ts'

const { margin } = page
const bottom = page.height - margin
const rowHeight = 31
const headHeight = 22
const cell: Type[] = [
  { font: 'sans', size: 10 },
  { font: 'sans', size: 8 },
]
const head: Type = { font: 'bold', size: 9.5 }

export interface Sheet {
  title: string
  organiser: string
  brand: string
  /** Absent when the voters of several schools are in one file: each row then says which. */
  school: string | undefined
  /** Which of the files of one school this is. */
  part: { number: number; of: number }
}

type Cells = [width: number, title: string, read: (row: NoticeRow) => string][]

/** Who was handed their notice. Nothing on it tells the identifier, nor who reads in large print or in Braille. */
export function drawSignatureSheet(
  pdf: Pdf,
  root: Part,
  sheet: Sheet,
  rows: readonly NoticeRow[],
): void {
  const cells = cellsOf(sheet)
  section(pdf, root, 'Sect', (part) => {
    pdf.addPage()
    const top = drawHeading(pdf, part, sheet, rows.length)
    const onFirst = Math.max(1, Math.floor((bottom - top - headHeight) / rowHeight))
    const onNext = Math.floor((bottom - margin - headHeight) / rowHeight)
    const pages = 1 + Math.max(0, Math.ceil((rows.length - onFirst) / onNext))
    section(pdf, part, 'Table', (table) => {
      let y = top
      for (let number = 1, start = 0; number <= pages; number++) {
        if (number > 1) {
          pdf.addPage()
          y = margin
        }
        const end = Math.min(rows.length, start + (number === 1 ? onFirst : onNext))
        drawFooter(pdf, sheet, number, pages)
        y = drawHead(pdf, table, cells, y, number === 1)
        for (const row of rows.slice(start, end)) y = drawRow(pdf, table, cells, row, y)
        start = end
      }
    })
  })
}

function cellsOf({ school }: Sheet): Cells {
  const { lastName, firstName, date, signature } = texts.columns
  const last = (row: NoticeRow) => row.lastName
  const first = (row: NoticeRow) => row.firstName
  const blank = () => ''
  if (school !== undefined) {
    return [
      [145, lastName, last],
      [124, firstName, first],
      [75, date, blank],
      [textWidth - 344, signature, blank],
    ]
  }
  return [
    [110, lastName, last],
    [90, firstName, first],
    [120, texts.columns.school, (row) => row.school || noSchoolText],
    [62, date, blank],
    [textWidth - 382, signature, blank],
  ]
}

function drawHeading(pdf: Pdf, part: Part, sheet: Sheet, voters: number): number {
  const { brand, school } = sheet
  const { number, of } = sheet.part
  decoration(pdf, () => pdf.rect(0, 0, page.width, 12).fill(brand))
  const plain: Type = { font: 'sans', size: 10 }
  const write = (tag: string, words: string, types: Type[], most: number, y: number) => {
    const { lines, type } = fittedLines(pdf, words, types, textWidth, most)
    return drawLines(pdf, part, tag, lines, type, margin, y)
  }
  const bold = (size: number, colour?: string): Type =>
    colour ? { font: 'bold', size, colour } : { font: 'bold', size }
  let y = write('P', sheet.organiser, [bold(10.5)], 2, 32)
  y = write('P', sheet.title, [plain], 2, y + 2)
  y = write('H1', texts.title, [bold(18, brand)], 1, y + 8)
  if (school !== undefined) y = write('P', school || noSchoolText, [bold(13), bold(11)], 2, y + 2)
  const count =
    of > 1 ? `${texts.voters(voters)} — ${texts.part(number, of)}` : texts.voters(voters)
  y = write('P', count, [plain], 1, y + 2)
  const purpose = linesOf(pdf, texts.purpose, plain, textWidth)
  return drawLines(pdf, part, 'P', purpose, plain, margin, y + 6) + 12
}

function drawHead(pdf: Pdf, table: Part, cells: Cells, y: number, isFirst: boolean): number {
  decoration(pdf, () => pdf.rect(margin, y, textWidth, headHeight).fill('#e8ecf2'))
  const draw = (part: Part | undefined) => {
    let x = margin
    for (const [width, title] of cells) {
      const at = [x + 6, y + (headHeight - leading(head)) / 2] as const
      if (part) drawLines(pdf, part, 'TH', [title], head, ...at)
      else {
        decoration(pdf, () => {
          setType(pdf, head).fillColor(ink)
          drawLine(pdf, title, ...at)
        })
      }
      x += width
    }
  }
  // Repeated for the eye, on the next pages; a screen reader has it once.
  if (isFirst) section(pdf, table, 'TR', draw)
  else draw(undefined)
  return y + headHeight
}

function drawRow(pdf: Pdf, table: Part, cells: Cells, row: NoticeRow, y: number): number {
  section(pdf, table, 'TR', (part) => {
    let x = margin
    for (const [width, , read] of cells) {
      const { lines, type } = fittedLines(pdf, read(row), cell, width - 10, 2)
      const height = lines.length * leading(type)
      drawLines(pdf, part, 'TD', lines, type, x + 6, y + (rowHeight - height) / 2)
      x += width
    }
  })
  decoration(pdf, () => {
    let x = margin
    pdf.lineWidth(0.6).strokeColor('#9aa3ad')
    for (const [width] of cells) {
      pdf.rect(x, y, width, rowHeight)
      x += width
    }
    pdf.stroke()
  })
  return y + rowHeight
}

function drawFooter(pdf: Pdf, { school }: Sheet, number: number, pages: number): void {
  const type: Type = { font: 'sans', size: 8.5, colour: grey }
  decoration(pdf, () => {
    setType(pdf, type).fillColor(grey)
    const whose = school === undefined ? '' : ` — ${school || noSchoolText}`
    const words = `${texts.page(number, pages)}${whose}`
    const { lines } = fittedLines(pdf, words, [type], textWidth, 1)
    drawLine(pdf, lines[0] ?? '', margin, page.height - 34)
  })
}
