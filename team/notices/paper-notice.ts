import { inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import {
  emailText,
  moreBallotsText,
  type NoticeText,
  noSchoolText,
  schoolLabel,
  voterLabel,
} from '../../shared/texts/roll/notice.ts'
import {
  decoration,
  drawLines,
  fittedLines,
  grey,
  ink,
  leading,
  newPdf,
  type Part,
  type Pdf,
  page,
  section,
  type Type,
  textWidth,
} from '../../shared/tooling/pdf-document.ts'
import { addressLines } from './address-block.ts'
import { addressZone, inPoints, windowZone } from './envelope-windows.ts'
import { type NoticePen, noticePen } from './notice-pen.ts'
import { fullName, type NoticeRow } from './notice-rows.ts'
import { drawQrCode, type QrCode } from './qr-code.ts'

const { margin } = page
const columnGap = 22
const addressLeft = inPoints(addressZone.left)

interface Printed {
  text: NoticeText
  brand: string
  qrCode: QrCode
}

/** What is the same on every notice of one format. */
interface NoticePlan extends Printed {
  /** In large print, over several pages; otherwise one page, whose address shows in a window. */
  isLarge: boolean
  /** Of most texts, in points. */
  size: number
  types: Record<
    'organiser' | 'kind' | 'label' | 'identifier' | 'about' | 'secrecy' | 'caption',
    Type
  >
  titles: readonly Type[]
  qrWidth: number
  ballots: readonly string[]
  cut: Map<string, string[]>
}

const typeOf = (font: Type['font'], size: number, colour = ink): Type => ({ font, size, colour })

/** In 24-point type: what « grands caractères » asks for at least, with margin to spare. */
export function planLargePrint(printed: Printed): NoticePlan {
  const [body, bold, heading] = [
    typeOf('sans', 24),
    typeOf('bold', 24),
    typeOf('bold', 27, printed.brand),
  ]
  return {
    ...printed,
    isLarge: true,
    size: 24,
    types: {
      organiser: bold,
      kind: body,
      label: heading,
      identifier: typeOf('mono', 48),
      about: body,
      secrecy: bold,
      caption: body,
    },
    titles: [heading],
    qrWidth: 200,
    ballots: printed.text.ballots.items,
    cut: new Map(),
  }
}

/** In points: DejaVu's letters are as tall as those of others at 9. */
const smallest = 8

/** Takes the largest type in which all stands on one page; when none is small enough, ballots are left out. */
export function planPage(printed: Printed): NoticePlan {
  const { brand, text } = printed
  const common: Omit<NoticePlan, 'size' | 'ballots'> = {
    ...printed,
    isLarge: false,
    types: {
      organiser: typeOf('bold', 10.5),
      kind: typeOf('sans', 10.5, grey),
      label: typeOf('bold', 11.5, brand),
      identifier: typeOf('mono', 40),
      about: typeOf('sans', 9),
      secrecy: typeOf('bold', 9.5),
      caption: typeOf('sans', smallest, grey),
    },
    titles: [18, 16, 13, 10.5].map((size) => typeOf('bold', size, brand)),
    qrWidth: 118,
    cut: new Map(),
  }
  const { pdf, root } = newPdf({ title: '', author: '', createdAt: new Date(0), compress: false })
  const { items } = text.ballots
  for (const size of [10.5, 10, 9.5, 9, 8.5, smallest]) {
    for (let shown = items.length; shown >= 0; shown--) {
      const left = items.length - shown
      const ballots = left > 0 ? [...items.slice(0, shown), moreBallotsText(left)] : items
      const plan = { ...common, size, ballots }
      if (drawNotice(pdf, root, plan) <= page.height - 24) return plan
      if (size > smallest) break
    }
  }
  throw new RangeError('the fixed texts of the notice do not fit on a page')
}

/** @param row absent to measure what is the same for all @returns where its last page ends, in points */
export function drawNotice(pdf: Pdf, root: Part, plan: NoticePlan, row?: NoticeRow): number {
  const { text, types, isLarge } = plan
  let end = 0
  section(pdf, root, 'Sect', (notice) => {
    const pen = noticePen(pdf, notice, plan)
    const { type } = fittedLines(pdf, text.election, plan.titles, textWidth, 2)
    pen.newPage()
    pen.write('P', text.organiser, types.organiser)
    pen.y += 4
    pen.write('H1', text.election, type)
    pen.y += 2
    pen.write('P', text.kind, types.kind)
    if (isLarge && row) writeVoter(pen, row)
    if (!isLarge) writeDatesAndAddress(pdf, notice, pen, plan, row)
    writeIdentifier(pdf, pen, plan, row)
    if (isLarge) {
      pen.title(text.dates.heading)
      pen.list(text.dates.items)
    }
    writeSite(pdf, notice, pen, plan)
    for (const { heading, items } of [text.lost, { ...text.ballots, items: plan.ballots }]) {
      pen.title(heading)
      pen.list(items)
    }
    pen.title(text.helpdesk.heading)
    for (const item of text.helpdesk.items) pen.write('P', item, pen.bold)
    end = pen.y
  })
  return end
}

function writeVoter(pen: NoticePen, row: NoticeRow): void {
  pen.title(voterLabel)
  pen.write('P', fullName(row), pen.bold)
  pen.write('P', `${schoolLabel}\u00a0: ${row.school || noSchoolText}`, pen.body)
  if (row.email) pen.write('P', emailText(row.email), pen.body)
}

/** Puts the dates beside the address, which a window on the right shows. */
function writeDatesAndAddress(
  pdf: Pdf,
  notice: Part,
  pen: NoticePen,
  { text, types }: NoticePlan,
  row?: NoticeRow,
): void {
  const width = addressLeft - columnGap - margin
  let y = inPoints(addressZone.top)
  // Titles of any length end above it; a heading has its gap first.
  pen.y = y - 8
  pen.title(text.dates.heading, width)
  pen.list(text.dates.items, width)
  pen.y = Math.max(labelTop(types.label), pen.y + 8)
  if (!row) return
  for (const { lines, type } of addressLines(pdf, row, pen.y - y)) {
    y = drawLines(pdf, notice, 'P', lines, type, addressLeft, y)
  }
}

/** The identifier, below its label, is below every window of any sheet, since any may lie on top in an envelope. */
const labelTop = (label: Type) => inPoints(windowZone.bottom) - 10 - leading(label)

function writeIdentifier(pdf: Pdf, pen: NoticePen, plan: NoticePlan, row?: NoticeRow): void {
  const { text, types, isLarge, brand } = plan
  const padding = isLarge ? 0 : 16
  const place = { x: margin + padding, width: textWidth - 2 * padding }
  const parts: [tag: string, words: string, type: Type, gap: number][] = [
    ['H2', text.identifierLabel, types.label, 0],
    ['P', row ? inGroupsOfFour(row.identifier) : '0', types.identifier, 0],
    ['P', text.aboutSymbols, types.about, 3],
    ['P', text.secrecy, types.secrecy, 11],
  ]
  pen.room(10 + leading(types.label) + leading(types.identifier) + 2 * leading(types.about))
  pen.y = Math.max(pen.y, labelTop(types.label))
  if (!isLarge) {
    const heights = parts.map(
      ([, ...part]) => pen.heightOf(part[0], part[1], place.width) + part[2],
    )
    const height = heights.reduce((sum, one) => sum + one, 10)
    decoration(pdf, () => {
      pdf.roundedRect(margin, pen.y, textWidth, height, 4).lineWidth(1.5)
      pdf.fillAndStroke('#f4f6f9', brand)
    })
  }
  pen.y += 10
  for (const [tag, words, type, gap] of parts) {
    pen.write(tag, words, type, place)
    pen.y += gap
  }
}

/** Puts the QR code beside the site and the steps on a page, and between them in large print. */
function writeSite(pdf: Pdf, notice: Part, pen: NoticePen, plan: NoticePlan): void {
  const { text, types, isLarge, qrWidth } = plan
  const width = isLarge ? textWidth : textWidth - qrWidth - columnGap
  const url = { ...pen.bold, colour: plan.brand }
  pen.room(
    2 * plan.size + 2 * leading(pen.heading) + pen.heightOf(text.site.url, url, width) + qrWidth,
  )
  const top = pen.y
  pen.title(text.site.heading, width)
  pen.write('P', text.site.url, url, { width })
  const stepsTop = pen.y
  const codeLeft = isLarge ? margin : page.width - margin - qrWidth
  const codeTop = (isLarge ? stepsTop : top) + 6
  drawQrCode(pdf, notice, plan.qrCode, codeLeft, codeTop, qrWidth)
  pen.y = codeTop + qrWidth
  pen.write('P', text.site.scan, types.caption, { x: codeLeft, width: isLarge ? width : qrWidth })
  const codeEnd = pen.y
  if (!isLarge) pen.y = stepsTop
  pen.title(text.steps.heading, width)
  pen.list(text.steps.items, width, true)
  if (!isLarge) pen.y = Math.max(pen.y, codeEnd)
}
