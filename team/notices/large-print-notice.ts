import { inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import {
  emailText,
  type NoticeText,
  noSchoolText,
  schoolLabel,
  voterLabel,
} from '../../shared/texts/roll/notice.ts'
import {
  decoration,
  drawLines,
  leading,
  linesOf,
  type Part,
  type Pdf,
  page,
  section,
  type Type,
  textWidth,
} from '../../shared/tooling/pdf-document.ts'
import { inPoints, windowZone } from './envelope-windows.ts'
import { fullName, type NoticeRow } from './notice-rows.ts'
import { drawQrCode, type QrCode } from './qr-code.ts'

/** In points: what « grands caractères » asks for at least, with margin to spare. */
const size = 24

const { margin } = page
const bottom = page.height - margin
const body: Type = { font: 'sans', size }
const bold: Type = { font: 'bold', size }
const headingGap = 16
const qrWidth = 200

/** The same content as the A4 page, over as many pages as 24-point type needs. */
export function drawLargePrintNotice(
  pdf: Pdf,
  root: Part,
  { text, qrCode, brand }: { text: NoticeText; qrCode: QrCode; brand: string },
  row: NoticeRow,
): void {
  const heading: Type = { font: 'bold', size: 27, colour: brand }
  let y = bottom
  const newPage = () => {
    pdf.addPage()
    decoration(pdf, () => pdf.rect(0, 0, page.width, 12).fill(brand))
    y = margin
  }
  const room = (height: number) => {
    if (y + height > bottom) newPage()
  }
  newPage()
  section(pdf, root, 'Sect', (notice) => {
    const write = (part: Part, tag: string, words: string, type: Type, indent = 0) => {
      let lines = linesOf(pdf, words, type, textWidth - indent)
      while (lines.length > 0) {
        // A page neither ends nor begins with one line of several.
        room(Math.min(lines.length, lines.length === 3 ? 3 : 2) * leading(type))
        const fitting = Math.max(1, Math.floor((bottom - y) / leading(type)))
        const kept = lines.length - fitting === 1 ? fitting - 1 : fitting
        y = drawLines(pdf, part, tag, lines.slice(0, kept), type, margin + indent, y)
        lines = lines.slice(kept)
      }
    }
    const title = (words: string, tag = 'H2') => {
      const lines = linesOf(pdf, words, heading, textWidth).length
      if (y > margin) y += headingGap
      // A heading stays with the two lines that follow it.
      room(lines * leading(heading) + 2 * leading(body))
      write(notice, tag, words, heading)
      y += 4
    }
    const list = (items: string[], isNumbered = false) => {
      section(pdf, notice, 'L', (whole) => {
        for (const [at, words] of items.entries()) {
          section(pdf, whole, 'LI', (item) => {
            const indent = 38
            room(Math.min(2, linesOf(pdf, words, body, textWidth - indent).length) * leading(body))
            const label = isNumbered ? `${at + 1}.` : '•'
            drawLines(pdf, item, 'Lbl', [label], bold, margin, y)
            write(item, 'LBody', words, body, indent)
            y += 8
          })
        }
      })
    }
    write(notice, 'P', text.organiser, bold)
    title(text.election, 'H1')
    write(notice, 'P', text.kind, body)
    title(voterLabel)
    write(notice, 'P', fullName(row), bold)
    write(notice, 'P', `${schoolLabel}\u00a0: ${row.school || noSchoolText}`, body)
    if (row.email) write(notice, 'P', emailText(row.email), body)
    const identifier: Type = { font: 'mono', size: 48 }
    const label = leading(heading) + headingGap + 4
    room(label + leading(identifier) + 2 * leading(body))
    // On any sheet of these, since any may lie on top in an envelope.
    y = Math.max(y, inPoints(windowZone.bottom) - label)
    title(text.identifierLabel)
    write(notice, 'P', inGroupsOfFour(row.identifier), identifier)
    write(notice, 'P', text.secrecy, bold)
    y += 8
    write(notice, 'P', text.aboutSymbols, body)
    title(text.dates.heading)
    list(text.dates.items)
    const site = linesOf(pdf, text.site.url, bold, textWidth).length * leading(bold)
    room(headingGap + leading(heading) + 4 + site + qrWidth + 12)
    title(text.site.heading)
    write(notice, 'P', text.site.url, bold)
    drawQrCode(pdf, notice, qrCode, margin - 12, y + 6, qrWidth)
    y += qrWidth + 12
    write(notice, 'P', text.site.scan, body)
    for (const part of [text.steps, text.lost, text.ballots, text.helpdesk]) {
      title(part.heading)
      list(part.items, part === text.steps)
    }
  })
}
