import { identifierText } from '../../shared/domain/voter/identifier.ts'
import {
  emailText,
  moreBallotsText,
  type NoticeText,
  noSchoolText,
  schoolLabel,
  voterLabel,
} from '../../shared/texts/roll/notice.ts'
import {
  drawArtifact,
  drawLines,
  drawSection,
  fittedLines,
  grey,
  lineHeightOf,
  linesOf,
  newPdf,
  type Pdf,
  type PdfNode,
  page,
  type Style,
  textWidth,
} from '../../shared/tooling/pdf-document.ts'
import { addressZone, toPoints, windowsEnd } from './envelope-windows.ts'
import { fullName, type NoticeRow } from './notice-rows.ts'
import { type NoticeWriter, noticeWriter } from './notice-writer.ts'
import { drawQrCode, type QrCode } from './qr-code.ts'

const { margin } = page
const columnGap = 22
const addressLeft = toPoints(addressZone.left)

interface PrintedContent {
  text: NoticeText
  brand: string
  qrCode: QrCode
}

interface NoticePlan extends PrintedContent {
  isLargePrint: boolean
  size: number
  /** The title has the first of these sizes at which it fits on two lines, or else the last. */
  titleSizes: readonly number[]
  identifierSize: number
  qrWidth: number
  ballots: readonly string[]
}

export function planLargePrint(content: PrintedContent): NoticePlan {
  return {
    ...content,
    isLargePrint: true,
    size: 24,
    titleSizes: [27],
    identifierSize: 48,
    qrWidth: 200,
    ballots: content.text.ballots.items,
  }
}

const minFontPoints = 8

/** Leaves out ballots that do not fit even at the smallest size. @throws RangeError if the fixed texts do not fit */
export function planPage(content: PrintedContent): NoticePlan {
  const { text } = content
  const sharedPlan: Omit<NoticePlan, 'size' | 'ballots'> = {
    ...content,
    isLargePrint: false,
    titleSizes: [18, 16, 13, 10.5],
    identifierSize: 40,
    qrWidth: 118,
  }
  const { pdf, root } = newPdf({ title: '', author: '', createdAt: new Date(0), compress: false })
  const { items } = text.ballots
  for (const size of [10.5, 10, 9.5, 9, 8.5, minFontPoints]) {
    for (let count = items.length; count >= 0; count--) {
      const restCount = items.length - count
      const ballots = restCount > 0 ? [...items.slice(0, count), moreBallotsText(restCount)] : items
      const plan = { ...sharedPlan, size, ballots }
      if (drawNotice(pdf, root, plan) <= page.height - 24) return plan
      if (size > minFontPoints) break
    }
  }
  throw new RangeError('the fixed texts of the notice do not fit on a page')
}

/** Without `row`, the drawing only serves to measure the notice. @returns the end of the last page's text, in points */
export function drawNotice(pdf: Pdf, root: PdfNode, plan: NoticePlan, row?: NoticeRow): number {
  const { text, isLargePrint } = plan
  let end = 0
  drawSection(pdf, root, 'Sect', (notice) => {
    const writer = noticeWriter(pdf, notice, plan)
    const titles = plan.titleSizes.map((size) => ({ ...writer.heading, size }))
    const { style } = fittedLines(pdf, text.election, titles, textWidth, 2)
    writer.newPage()
    writer.write('P', text.organiser, writer.bold)
    writer.y += 4
    writer.write('H1', text.election, style)
    writer.y += 2
    writer.write('P', text.kind, isLargePrint ? writer.body : { ...writer.body, colour: grey })
    if (isLargePrint && row) writeVoter(writer, row)
    if (!isLargePrint) writeDatesAndAddress(pdf, notice, writer, plan, row)
    writeIdentifier(pdf, writer, plan, row)
    if (isLargePrint) {
      writer.writeHeading(text.dates.heading)
      writer.writeList(text.dates.items)
    }
    writeSite(pdf, notice, writer, plan)
    for (const { heading, items } of [text.loss, { ...text.ballots, items: plan.ballots }]) {
      writer.writeHeading(heading)
      writer.writeList(items)
    }
    writer.writeHeading(text.helpdesk.heading)
    for (const item of text.helpdesk.items) writer.write('P', item, writer.bold)
    end = writer.y
  })
  return end
}

function writeVoter(writer: NoticeWriter, row: NoticeRow): void {
  writer.writeHeading(voterLabel)
  writer.write('P', fullName(row), writer.bold)
  writer.write('P', `${schoolLabel}\u00a0: ${row.school || noSchoolText}`, writer.body)
  if (row.email) writer.write('P', emailText(row.email), writer.body)
}

function writeDatesAndAddress(
  pdf: Pdf,
  notice: PdfNode,
  writer: NoticeWriter,
  { text }: NoticePlan,
  row?: NoticeRow,
): void {
  const width = addressLeft - columnGap - margin
  let y = toPoints(addressZone.top)
  writer.y = y - 8
  writer.writeHeading(text.dates.heading, width)
  writer.writeList(text.dates.items, width)
  writer.y = Math.max(labelTopOf(writer), writer.y + 8)
  if (!row) return
  for (const { lines, style } of addressLines(pdf, row, writer.y - y)) {
    y = drawLines(pdf, notice, 'P', lines, style, addressLeft, y)
  }
}

const addressWidth = toPoints(addressZone.right - addressZone.left)
const addressHeight = toPoints(addressZone.bottom - addressZone.top)
const maxAddressSize = 13
/** At smaller sizes, the text may continue below the address zone. */
const minFontPointsInWindow = 9

function addressLines(pdf: Pdf, row: NoticeRow, maxHeight: number) {
  for (let size = maxAddressSize; ; size *= 0.95) {
    const nameStyle: Style = { font: 'bold', size }
    const smallStyle: Style = { font: 'sans', size: size * 0.8 }
    const lines = [
      { style: nameStyle, lines: linesOf(pdf, fullName(row), nameStyle, addressWidth) },
      {
        style: smallStyle,
        lines: linesOf(pdf, row.school || noSchoolText, smallStyle, addressWidth),
      },
      ...(row.email
        ? [{ style: smallStyle, lines: linesOf(pdf, row.email, smallStyle, addressWidth) }]
        : []),
    ]
    const neededHeight = lines.reduce(
      (sum, { style, lines: { length } }) => sum + length * lineHeightOf(style),
      0,
    )
    if (neededHeight <= (size >= minFontPointsInWindow ? addressHeight : maxHeight)) return lines
  }
}

const labelTopOf = ({ heading }: NoticeWriter) => toPoints(windowsEnd) - 10 - lineHeightOf(heading)

function writeIdentifier(pdf: Pdf, writer: NoticeWriter, plan: NoticePlan, row?: NoticeRow): void {
  const { text, isLargePrint, brand } = plan
  const identifierStyle: Style = { font: 'mono', size: plan.identifierSize }
  const padding = isLargePrint ? 0 : 16
  const textArea = { x: margin + padding, width: textWidth - 2 * padding }
  const parts: [tag: string, words: string, style: Style, gap: number][] = [
    ['H2', text.identifierLabel, writer.heading, 0],
    ['P', row ? identifierText(row.identifier) : '0', identifierStyle, 0],
    ['P', text.aboutSymbols, writer.body, 3],
    ['P', text.secrecy, writer.bold, 11],
  ]
  writer.makeRoom(
    10 +
      lineHeightOf(writer.heading) +
      lineHeightOf(identifierStyle) +
      2 * lineHeightOf(writer.body),
  )
  writer.y = Math.max(writer.y, labelTopOf(writer))
  if (!isLargePrint) {
    const heights = parts.map(
      ([, ...part]) => writer.heightOf(part[0], part[1], textArea.width) + part[2],
    )
    const height = heights.reduce((sum, next) => sum + next, 10)
    drawArtifact(pdf, () => {
      pdf.roundedRect(margin, writer.y, textWidth, height, 4).lineWidth(1.5)
      pdf.fillAndStroke('#f4f6f9', brand)
    })
  }
  writer.y += 10
  for (const [tag, words, style, gap] of parts) {
    writer.write(tag, words, style, textArea)
    writer.y += gap
  }
}

function writeSite(pdf: Pdf, notice: PdfNode, writer: NoticeWriter, plan: NoticePlan): void {
  const { text, isLargePrint, qrWidth } = plan
  const captionStyle: Style = isLargePrint
    ? writer.body
    : { font: 'sans', size: minFontPoints, colour: grey }
  const width = isLargePrint ? textWidth : textWidth - qrWidth - columnGap
  const urlStyle = { ...writer.bold, colour: plan.brand }
  writer.makeRoom(
    2 * plan.size +
      2 * lineHeightOf(writer.heading) +
      writer.heightOf(text.site.url, urlStyle, width) +
      qrWidth,
  )
  const top = writer.y
  writer.writeHeading(text.site.heading, width)
  writer.write('P', text.site.url, urlStyle, { width })
  const stepsTop = writer.y
  const codeLeft = isLargePrint ? margin : page.width - margin - qrWidth
  const codeTop = (isLargePrint ? stepsTop : top) + 6
  drawQrCode(pdf, notice, plan.qrCode, codeLeft, codeTop, qrWidth)
  writer.y = codeTop + qrWidth
  writer.write('P', text.site.hint, captionStyle, {
    x: codeLeft,
    width: isLargePrint ? width : qrWidth,
  })
  const codeEnd = writer.y
  if (!isLargePrint) writer.y = stepsTop
  writer.writeHeading(text.steps.heading, width)
  writer.writeList(text.steps.items, width, true)
  if (!isLargePrint) writer.y = Math.max(writer.y, codeEnd)
}
