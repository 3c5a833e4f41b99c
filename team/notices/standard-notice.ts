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
const itemIndent = { numbered: 17, bullet: 11 }
/** Titles of any length end above it; a heading has its gap first. */
const datesTop = inPoints(addressZone.top) - 8
const addressLeft = inPoints(addressZone.left)
const datesWidth = addressLeft - columnGap - margin
const identifierType: Type = { font: 'mono', size: 40 }
const panelLabel = (colour: string): Type => ({ font: 'bold', size: 11.5, colour })

interface Block {
  tag: 'H2' | 'P' | 'L'
  /** The lines of each item, or of the one paragraph. */
  items: string[][]
  type: Type
  gapBefore: number
  /** « 1. » before each item. */
  numbered?: boolean
}

/** What is the same on every page, cut into lines once. */
export interface StandardPlan {
  text: NoticeText
  brand: string
  qrCode: QrCode
  title: { lines: string[]; type: Type }
  organiser: { lines: string[]; type: Type }
  symbols: { lines: string[]; type: Type }
  secrecy: { lines: string[]; type: Type }
  caption: { lines: string[]; type: Type }
  /** On the left of the address. */
  dates: Block[]
  besideQr: Block[]
  below: Block[]
}

/** Takes the largest type in which all stands on one page; when none is small enough, ballots are left out. */
export function planStandard(
  pdf: Pdf,
  text: NoticeText,
  qrCode: QrCode,
  brand: string,
): StandardPlan {
  const bold = (...sizes: number[]): Type[] =>
    sizes.map((size) => ({ font: 'bold', size, colour: brand }))
  const small: Type = { font: 'sans', size: 9 }
  const smallBold: Type = { font: 'bold', size: 9.5 }
  const caption: Type = { font: 'sans', size: smallest, colour: grey }
  const inPanel = textWidth - 2 * 16
  const common = {
    text,
    brand,
    qrCode,
    title: fittedLines(pdf, text.election, bold(18, 16, 13, 10.5), textWidth, 2),
    organiser: fittedLines(pdf, text.organiser, [{ font: 'bold', size: 10.5 }], textWidth, 2),
    symbols: { lines: linesOf(pdf, text.aboutSymbols, small, inPanel), type: small },
    secrecy: { lines: linesOf(pdf, text.secrecy, smallBold, inPanel), type: smallBold },
    caption: { lines: linesOf(pdf, text.site.scan, caption, qrWidth), type: caption },
  }
  for (const size of [10.5, 10, 9.5, 9, 8.5, smallest]) {
    for (let ballots = text.ballots.items.length; ballots >= 0; ballots--) {
      const plan = { ...common, ...blocksOf(pdf, text, brand, size, ballots) }
      if (endOf(plan) <= bottom) return plan
      if (size > smallest) break
    }
  }
  throw new RangeError('the fixed texts of the notice do not fit on a page')
}

function blocksOf(pdf: Pdf, text: NoticeText, brand: string, size: number, shown: number) {
  const body: Type = { font: 'sans', size }
  const heading = (title: string, width = textWidth): Block => {
    const type: Type = { font: 'bold', size: size + 1.5, colour: brand }
    return { tag: 'H2', items: [linesOf(pdf, title, type, width)], type, gapBefore: size * 0.75 }
  }
  const list = (items: string[], width = textWidth, numbered = false): Block => ({
    tag: 'L',
    items: items.map((item) => linesOf(pdf, item, body, width - indentOf(numbered))),
    type: body,
    gapBefore: size * 0.25,
    numbered,
  })
  const paragraph = (words: string, type = body, width = textWidth): Block => ({
    tag: 'P',
    items: [linesOf(pdf, words, type, width)],
    type,
    gapBefore: size * 0.25,
  })
  const { dates, site, steps, lost, ballots, helpdesk } = text
  const beside = textWidth - qrWidth - columnGap
  const left = ballots.items.length - shown
  const ballotItems = ballots.items.slice(0, shown)
  return {
    dates: [heading(dates.heading, datesWidth), list(dates.items, datesWidth)],
    besideQr: [
      heading(site.heading, beside),
      paragraph(site.url, { font: 'bold', size: size + 0.5, colour: brand }, beside),
      heading(steps.heading, beside),
      list(steps.items, beside, true),
    ],
    below: [
      heading(lost.heading),
      paragraph(lost.items.join(' ')),
      heading(ballots.heading),
      list(left > 0 ? [...ballotItems, moreBallotsText(left)] : ballotItems),
      heading(helpdesk.heading),
      ...helpdesk.items.map((item) => paragraph(item, { font: 'bold', size })),
    ],
  }
}

/** One A4 page. */
export function drawStandardNotice(pdf: Pdf, root: Part, plan: StandardPlan, row: NoticeRow): void {
  const { text, brand, title, organiser } = plan
  pdf.addPage()
  section(pdf, root, 'Sect', (notice) => {
    decoration(pdf, () => pdf.rect(0, 0, page.width, 12).fill(brand))
    let y = 32
    y = drawLines(pdf, notice, 'P', organiser.lines, organiser.type, margin, y) + 4
    y = drawLines(pdf, notice, 'H1', title.lines, title.type, margin, y) + 2
    drawLines(pdf, notice, 'P', [text.kind], { font: 'sans', size: 10.5, colour: grey }, margin, y)
    drawAddress(pdf, notice, row, panelTop(plan))
    drawBlocks(pdf, notice, plan.dates, datesTop)
    drawPanel(pdf, notice, plan, inGroupsOfFour(row.identifier), panelTop(plan))
    const top = panelTop(plan) + panelHeight(plan)
    drawBlocks(pdf, notice, plan.besideQr, top)
    const x = page.width - margin - qrWidth
    drawQrCode(pdf, notice, plan.qrCode, x, top + qrGap, qrWidth)
    drawLines(pdf, notice, 'P', plan.caption.lines, plan.caption.type, x, top + qrGap + qrWidth)
    drawBlocks(pdf, notice, plan.below, besideEnd(plan))
  })
}

/** Who it is for, where a window shows it. */
function drawAddress(pdf: Pdf, notice: Part, row: NoticeRow, end: number): void {
  let y = inPoints(addressZone.top)
  for (const { lines, type } of addressLines(pdf, row, end - y)) {
    y = drawLines(pdf, notice, 'P', lines, type, addressLeft, y)
  }
}

function drawPanel(pdf: Pdf, notice: Part, plan: StandardPlan, groups: string, y: number): void {
  const { text, brand, symbols, secrecy } = plan
  const height = panelHeight(plan)
  decoration(pdf, () => {
    pdf.roundedRect(margin, y, textWidth, height, 4).fill('#f4f6f9')
    pdf.roundedRect(margin, y, textWidth, height, 4).lineWidth(1.5).stroke(brand)
  })
  const x = margin + 16
  let below = drawLines(pdf, notice, 'H2', [text.identifierLabel], panelLabel(brand), x, y + 10)
  below = drawLines(pdf, notice, 'P', [groups], identifierType, x, below)
  below = drawLines(pdf, notice, 'P', symbols.lines, symbols.type, x, below) + 3
  drawLines(pdf, notice, 'P', secrecy.lines, secrecy.type, x, below)
}

function drawBlocks(pdf: Pdf, notice: Part, blocks: readonly Block[], top: number): void {
  let y = top
  for (const block of blocks) y = drawBlock(pdf, notice, block, y)
}

function drawBlock(pdf: Pdf, notice: Part, block: Block, top: number): number {
  const { tag, items, type, numbered } = block
  let y = top + block.gapBefore
  if (tag !== 'L') return drawLines(pdf, notice, tag, items[0] ?? [], type, margin, y)
  section(pdf, notice, 'L', (list) => {
    for (const [at, lines] of items.entries()) {
      section(pdf, list, 'LI', (item) => {
        const label = numbered ? `${at + 1}.` : '•'
        drawLines(pdf, item, 'Lbl', [label], { ...type, font: 'bold' }, margin, y)
        y = drawLines(pdf, item, 'LBody', lines, type, margin + indentOf(numbered), y)
        if (numbered) y += 2
      })
    }
  })
  return y
}

function heightOf({ items, type, gapBefore, numbered }: Block): number {
  const lines = items.reduce((sum, item) => sum + item.length, 0)
  return gapBefore + lines * leading(type) + (numbered ? items.length * 2 : 0)
}

const indentOf = (numbered = false) => (numbered ? itemIndent.numbered : itemIndent.bullet)

const heights = (blocks: readonly Block[]) =>
  blocks.reduce((sum, block) => sum + heightOf(block), 0)

function panelHeight({ brand, symbols, secrecy }: StandardPlan): number {
  const notes =
    symbols.lines.length * leading(symbols.type) + secrecy.lines.length * leading(secrecy.type)
  return 10 + leading(panelLabel(brand)) + leading(identifierType) + notes + 3 + 11
}

/** The identifier, below the label of its panel, is below every window. */
function panelTop({ brand, dates }: StandardPlan): number {
  const belowWindows = inPoints(windowZone.bottom) - 10 - leading(panelLabel(brand))
  return Math.max(belowWindows, datesTop + heights(dates) + 8)
}

function besideEnd(plan: StandardPlan): number {
  const { lines, type } = plan.caption
  const ofQr = qrGap + qrWidth + lines.length * leading(type)
  return panelTop(plan) + panelHeight(plan) + Math.max(heights(plan.besideQr), ofQr)
}

const endOf = (plan: StandardPlan) => besideEnd(plan) + heights(plan.below)
