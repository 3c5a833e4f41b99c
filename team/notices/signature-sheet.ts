import { signatureSheetText as texts } from '../../shared/texts/roll/notice.ts'
import {
  drawArtifact,
  drawLine,
  drawLines,
  drawSection,
  fittedLines,
  grey,
  ink,
  lineHeightOf,
  linesOf,
  type Pdf,
  type PdfNode,
  page,
  type Style,
  textWidth,
} from '../../shared/tooling/pdf-document.ts'
import type { NoticeRow } from './notice-rows.ts'

const { margin } = page
const bottom = page.height - margin
const minRowHeight = 31
const headHeight = 22
const cellStyle: Style = { font: 'sans', size: 10 }
const emailStyle: Style = { font: 'sans', size: 8, colour: grey }
const headStyle: Style = { font: 'bold', size: 9.5 }

export interface SignatureSheet {
  title: string
  organiser: string
  brand: string
  school: string
  part: { number: number; total: number }
}

const { lastName, firstName, date, signature } = texts.columns

const columns: readonly [width: number, title: string, read: (row: NoticeRow) => string][] = [
  [145, lastName, (row) => row.lastName],
  [124, firstName, (row) => row.firstName],
  [75, date, () => ''],
  [textWidth - 145 - 124 - 75, signature, () => ''],
]

interface LaidOutRow {
  height: number
  cells: { lines: string[]; email: string[] }[]
}

/** Must not show identifiers, or formats, which can reveal a disability. */
export function drawSignatureSheet(
  pdf: Pdf,
  root: PdfNode,
  sheet: SignatureSheet,
  rows: readonly NoticeRow[],
): void {
  drawSection(pdf, root, 'Sect', (part) => {
    pdf.addPage()
    const top = drawHeading(pdf, part, sheet, rows)
    const pages = paginate(
      rows.map((row) => layOutRow(pdf, row)),
      bottom - top - headHeight,
    )
    drawSection(pdf, part, 'Table', (table) => {
      for (const [index, rows] of pages.entries()) {
        if (index > 0) pdf.addPage()
        drawFooter(pdf, sheet, index + 1, pages.length)
        let y = drawTableHead(pdf, table, index === 0 ? top : margin)
        for (const row of rows) y = drawRow(pdf, table, row, y)
      }
    })
  })
}

function paginate(rows: readonly LaidOutRow[], firstHeight: number): LaidOutRow[][] {
  const pages: LaidOutRow[][] = [[]]
  let roomLeft = firstHeight
  for (const row of rows) {
    if (row.height > roomLeft) {
      pages.push([])
      roomLeft = bottom - margin - headHeight
    }
    pages.at(-1)?.push(row)
    roomLeft -= row.height
  }
  return pages
}

function layOutRow(pdf: Pdf, row: NoticeRow): LaidOutRow {
  const cells = columns.map(([width, , read], index) => ({
    lines: linesOf(pdf, read(row), cellStyle, width - 10),
    email: index === 0 && row.email ? linesOf(pdf, row.email, emailStyle, width - 10) : [],
  }))
  return { cells, height: Math.max(minRowHeight, ...cells.map((cell) => heightOf(cell) + 4)) }
}

const heightOf = ({ lines, email }: LaidOutRow['cells'][number]) =>
  lines.length * lineHeightOf(cellStyle) + email.length * lineHeightOf(emailStyle)

function drawHeading(
  pdf: Pdf,
  part: PdfNode,
  sheet: SignatureSheet,
  rows: readonly NoticeRow[],
): number {
  const { brand, school } = sheet
  const { number, total } = sheet.part
  drawArtifact(pdf, () => pdf.rect(0, 0, page.width, 12).fill(brand))
  const plainStyle: Style = { font: 'sans', size: 10 }
  const write = (tag: string, words: string, styles: Style[], maxLines: number, y: number) => {
    const { lines, style } = fittedLines(pdf, words, styles, textWidth, maxLines)
    return drawLines(pdf, part, tag, lines, style, margin, y)
  }
  const boldStyle = (size: number, colour = ink): Style => ({ font: 'bold', size, colour })
  let y = write('P', sheet.organiser, [boldStyle(10.5)], 2, 32)
  y = write('P', sheet.title, [plainStyle], 2, y + 2)
  y = write('H1', texts.title, [boldStyle(18, brand)], 1, y + 8)
  y = write('P', school, [boldStyle(13), boldStyle(11)], 2, y + 2)
  const votersText = texts.voters(rows.length)
  const countText = total > 1 ? `${votersText} — ${texts.partText(number, total)}` : votersText
  y = write('P', countText, [plainStyle], 1, y + 2)
  y = write('P', texts.purpose, [plainStyle], 1, y + 6)
  if (rows.some(({ email }) => email)) y = write('P', texts.homonyms, [plainStyle], 1, y + 2)
  return y + 12
}

function drawTableHead(pdf: Pdf, table: PdfNode, y: number): number {
  drawArtifact(pdf, () => pdf.rect(margin, y, textWidth, headHeight).fill('#e8ecf2'))
  drawSection(pdf, table, 'TR', (row) => {
    let x = margin
    for (const [width, title] of columns) {
      drawLines(
        pdf,
        row,
        'TH',
        [title],
        headStyle,
        x + 6,
        y + (headHeight - lineHeightOf(headStyle)) / 2,
      )
      x += width
    }
  })
  return y + headHeight
}

function drawRow(pdf: Pdf, table: PdfNode, row: LaidOutRow, y: number): number {
  const { height, cells } = row
  drawSection(pdf, table, 'TR', (part) => {
    let x = margin
    for (const [index, text] of cells.entries()) {
      const top = y + (height - heightOf(text)) / 2
      drawSection(pdf, part, 'TD', (td) => {
        const nextY = drawLines(pdf, td, 'P', text.lines, cellStyle, x + 6, top)
        if (text.email.length > 0) drawLines(pdf, td, 'P', text.email, emailStyle, x + 6, nextY)
      })
      x += columns[index]?.[0] ?? 0
    }
  })
  drawArtifact(pdf, () => {
    let x = margin
    pdf.lineWidth(0.6).strokeColor('#9aa3ad')
    for (const [width] of columns) {
      pdf.rect(x, y, width, height)
      x += width
    }
    pdf.stroke()
  })
  return y + height
}

function drawFooter(pdf: Pdf, { school }: SignatureSheet, pageNumber: number, total: number): void {
  const style: Style = { font: 'sans', size: 8 }
  const lines = linesOf(pdf, `${texts.page(pageNumber, total)} — ${school}`, style, textWidth)
  drawArtifact(pdf, () => {
    pdf.fillColor(grey)
    for (const [index, line] of lines.toReversed().entries()) {
      drawLine(pdf, line, style, margin, page.height - 34 - index * lineHeightOf(style))
    }
  })
}
