import { inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import { moreBallotsText, type NoticeText } from '../../shared/texts/roll/notice.ts'
import {
  decoration,
  drawLines,
  fittedLines,
  grey,
  leading,
  linesOf,
  type Part,
  type Pdf,
  page,
  section,
  type Type,
  textWidth,
} from '../../shared/tooling/pdf-document.ts'
import { addressLines } from './address-block.ts'
import { addressZone, inPoints, windowZone } from './envelope-windows.ts'
import type { NoticeRow } from './notice-rows.ts'
import { drawQrCode, type QrCode } from './qr-code.ts'

const { margin } = page
const bottom = page.height - 24
/** In points: DejaVu's letters are as tall as those of others at 9. */
const smallest = 8
const qrWidth = 118
const qrGap = 6
const columnGap = 22
const panelPadding = 16
/** Titles of any length end above it; a heading has its gap first. */
const datesTop = inPoints(addressZone.top) - 8
const addressLeft = inPoints(addressZone.left)
const datesWidth = addressLeft - columnGap - margin
const identifierType: Type = { font: 'mono', size: 40 }
const small: Type = { font: 'sans', size: 9 }
const smallBold: Type = { font: 'bold', size: 9.5 }
const captionType: Type = { font: 'sans', size: smallest, colour: grey }

/** What is the same on every page. */
export interface StandardPlan {
  text: NoticeText
  brand: string
  qrCode: QrCode
  title: { lines: string[]; type: Type }
  organiser: { lines: string[]; type: Type }
  /** Of most texts, in points. */
  size: number
  ballots: string[]
  /** Texts cut into lines once, by text, type and width. */
  cut: Map<string, string[]>
}

/** Takes the largest type in which all stands on one page; when none is small enough, ballots are left out. */
export function planStandard(
  pdf: Pdf,
  text: NoticeText,
  qrCode: QrCode,
  brand: string,
): StandardPlan {
  const titles = [18, 16, 13, 10.5].map((size): Type => ({ font: 'bold', size, colour: brand }))
  const common = {
    text,
    brand,
    qrCode,
    title: fittedLines(pdf, text.election, titles, textWidth, 2),
    organiser: fittedLines(pdf, text.organiser, [{ font: 'bold', size: 10.5 }], textWidth, 2),
    cut: new Map(),
  }
  const { items } = text.ballots
  for (const size of [10.5, 10, 9.5, 9, 8.5, smallest]) {
    for (let shown = items.length; shown >= 0; shown--) {
      const left = items.length - shown
      const ballots = left > 0 ? [...items.slice(0, shown), moreBallotsText(left)] : items
      const plan = { ...common, size, ballots }
      if (layOut(pdf, plan) <= bottom) return plan
      if (size > smallest) break
    }
  }
  throw new RangeError('the fixed texts of the notice do not fit on a page')
}

export function drawStandardNotice(pdf: Pdf, root: Part, plan: StandardPlan, row: NoticeRow): void {
  pdf.addPage()
  section(pdf, root, 'Sect', (notice) => {
    decoration(pdf, () => pdf.rect(0, 0, page.width, 12).fill(plan.brand))
    layOut(pdf, plan, { notice, row })
  })
}

/** Draws a page, or only measures it. @returns where it ends */
function layOut(pdf: Pdf, plan: StandardPlan, drawn?: { notice: Part; row: NoticeRow }): number {
  const { text, brand, title, organiser, size } = plan
  const notice = drawn?.notice
  const body: Type = { font: 'sans', size }
  const bold: Type = { font: 'bold', size }
  const headings: Type = { font: 'bold', size: size + 1.5, colour: brand }
  const label: Type = { font: 'bold', size: 11.5, colour: brand }

  const lines = (words: string, type: Type, width: number) => {
    const key = `${words} ${type.font} ${type.size} ${width}`
    const known = plan.cut.get(key) ?? linesOf(pdf, words, type, width)
    plan.cut.set(key, known)
    return known
  }
  const put = (
    to: Part | undefined,
    tag: string,
    some: string[],
    type: Type,
    x: number,
    y: number,
  ) => (to ? drawLines(pdf, to, tag, some, type, x, y) : y + some.length * leading(type))
  const within = (to: Part | undefined, tag: string, draw: (part?: Part) => void) =>
    to ? section(pdf, to, tag, draw) : draw()
  const heading = (to: Part | undefined, y: number, words: string, width = textWidth) =>
    put(to, 'H2', lines(words, headings, width), headings, margin, y + size * 0.75)
  const paragraph = (y: number, words: string, type: Type, width = textWidth) =>
    put(notice, 'P', lines(words, type, width), type, margin, y + size * 0.25)
  const list = (
    to: Part | undefined,
    top: number,
    items: string[],
    width: number,
    steps = false,
  ) => {
    const indent = steps ? 17 : 11
    let y = top + size * 0.25
    within(to, 'L', (whole) => {
      for (const [at, words] of items.entries()) {
        within(whole, 'LI', (item) => {
          put(item, 'Lbl', [steps ? `${at + 1}.` : '•'], bold, margin, y)
          y = put(item, 'LBody', lines(words, body, width - indent), body, margin + indent, y)
          if (steps) y += 2
        })
      }
    })
    return y
  }
  const dates = (to?: Part) =>
    list(to, heading(to, datesTop, text.dates.heading, datesWidth), text.dates.items, datesWidth)
  const panel = (top: number, to?: Part) => {
    const x = margin + panelPadding
    const width = textWidth - 2 * panelPadding
    let y = put(to, 'H2', [text.identifierLabel], label, x, top + 10)
    const groups = drawn ? inGroupsOfFour(drawn.row.identifier) : ''
    y = put(to, 'P', [groups], identifierType, x, y)
    y = put(to, 'P', lines(text.aboutSymbols, small, width), small, x, y) + 3
    return put(to, 'P', lines(text.secrecy, smallBold, width), smallBold, x, y) + 11
  }

  // The identifier, below the label of its panel, is below every window.
  const belowWindows = inPoints(windowZone.bottom) - 10 - leading(label)
  const panelTop = Math.max(belowWindows, dates() + 8)
  const panelEnd = panel(panelTop)
  let y = put(notice, 'P', organiser.lines, organiser.type, margin, 32) + 4
  y = put(notice, 'H1', title.lines, title.type, margin, y) + 2
  put(notice, 'P', [text.kind], { font: 'sans', size: 10.5, colour: grey }, margin, y)
  if (drawn) drawAddress(pdf, drawn.notice, drawn.row, panelTop)
  dates(notice)
  if (drawn) {
    decoration(pdf, () => {
      pdf.roundedRect(margin, panelTop, textWidth, panelEnd - panelTop, 4).fill('#f4f6f9')
      pdf.roundedRect(margin, panelTop, textWidth, panelEnd - panelTop, 4)
      pdf.lineWidth(1.5).stroke(brand)
    })
    panel(panelTop, notice)
  }

  const beside = textWidth - qrWidth - columnGap
  y = heading(notice, panelEnd, text.site.heading, beside)
  y = paragraph(y, text.site.url, { font: 'bold', size: size + 0.5, colour: brand }, beside)
  y = heading(notice, y, text.steps.heading, beside)
  y = list(notice, y, text.steps.items, beside, true)
  const qrLeft = page.width - margin - qrWidth
  if (drawn) drawQrCode(pdf, drawn.notice, plan.qrCode, qrLeft, panelEnd + qrGap, qrWidth)
  const caption = lines(text.site.scan, captionType, qrWidth)
  const qrEnd = put(notice, 'P', caption, captionType, qrLeft, panelEnd + qrGap + qrWidth)

  y = heading(notice, Math.max(y, qrEnd), text.lost.heading)
  y = paragraph(y, text.lost.items.join(' '), body)
  y = heading(notice, y, text.ballots.heading)
  y = list(notice, y, plan.ballots, textWidth)
  y = heading(notice, y, text.helpdesk.heading)
  for (const item of text.helpdesk.items) y = paragraph(y, item, bold)
  return y
}

/** Who it is for, where a window shows it. */
function drawAddress(pdf: Pdf, notice: Part, row: NoticeRow, end: number): void {
  let y = inPoints(addressZone.top)
  for (const { lines, type } of addressLines(pdf, row, end - y)) {
    y = drawLines(pdf, notice, 'P', lines, type, addressLeft, y)
  }
}
