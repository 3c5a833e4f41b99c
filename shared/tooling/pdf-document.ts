import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { finished } from 'node:stream/promises'
import type PDFDocument from 'pdfkit'
import { wrapText } from './wrap-text.ts'

export type Pdf = InstanceType<typeof PDFDocument>
export type PdfNode = ReturnType<Pdf['struct']>

export interface Style {
  font: 'sans' | 'bold' | 'mono'
  size: number
  colour?: string
}

export const page = { width: 595.28, height: 841.89, margin: 48 }
export const textWidth = page.width - 2 * page.margin
export const ink = '#0b0c0c'
export const grey = '#505a5f'

const require = createRequire(import.meta.url)

/** PostScript names. Under another name, pdfkit would reopen its default font each time that font is set. */
const fontNames = {
  sans: 'DejaVuSans',
  bold: 'DejaVuSans-Bold',
  mono: 'DejaVuSansMono-Bold',
} as const

interface PdfOptions {
  title: string
  author: string
  createdAt: Date
  compress: boolean
}

export function openPdf(path: string, options: PdfOptions) {
  const { pdf, root } = newPdf(options)
  const completion = finished(pdf.pipe(createWriteStream(path, { mode: 0o600, flags: 'wx' })))
  return {
    pdf,
    root,
    close() {
      root.end()
      pdf.end()
      return completion
    },
  }
}

export function newPdf({ title, author, createdAt, compress }: PdfOptions) {
  // Loaded only here, since loading takes time and most commands draw no PDF.
  const Document: typeof PDFDocument = require('pdfkit')
  const pdf = new Document({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    // The typings allow PDF/A only.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    compress,
    info: { Title: title, Author: author, CreationDate: createdAt },
    font: fontSource('sans') as string,
  })
  for (const name of ['sans', 'bold', 'mono'] as const) {
    pdf.registerFont(fontNames[name], fontSource(name))
    cacheFont(name, pdf)
  }
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  return { pdf, root }
}

type FontSource = string | Uint8Array

/** Undocumented state of pdfkit 0.20. */
interface CurrentFont {
  font: FontSource & {
    characterSet: readonly number[]
    glyphForCodePoint(codePoint: number): unknown
    hasGlyphForCodePoint(codePoint: number): boolean
  }
  layoutCache: Record<string, unknown>
}

const currentFont = (pdf: Pdf) => (pdf as unknown as { _font: CurrentFont })._font

const openFonts = new Map<Style['font'], Pick<CurrentFont, 'font' | 'layoutCache'>>()

const maxCachedWords = 5_000

function fontSource(name: Style['font']): FontSource {
  return openFonts.get(name)?.font ?? require.resolve(`dejavu-fonts-ttf/ttf/${fontNames[name]}.ttf`)
}

function cacheFont(name: Style['font'], pdf: Pdf): void {
  const fontState = currentFont(pdf.font(fontNames[name]))
  const openFont = openFonts.get(name)
  if (!openFont) {
    // The font library keeps a glyph's first code point: an E first loaded as part of É would stay unmapped in later
    // PDFs. Ligatures, from U+FB00, are left to map to their letters.
    for (const codePoint of fontState.font.characterSet) {
      if (codePoint < 0xfb00) fontState.font.glyphForCodePoint(codePoint)
    }
  }
  if (openFont && Object.keys(openFont.layoutCache).length < maxCachedWords) {
    fontState.layoutCache = openFont.layoutCache
  }
  openFonts.set(name, { font: fontState.font, layoutCache: fontState.layoutCache })
}

export function missingCharacterFinder(): (text: string) => string | undefined {
  newPdf({ title: '', author: '', createdAt: new Date(0), compress: false })
  return (text) =>
    isCommonText(text)
      ? undefined
      : [...text].find((symbol) => !hasGlyph('sans', symbol) || !hasGlyph('bold', symbol))
}

const hasGlyph = (font: Style['font'], symbol: string) =>
  openFonts.get(font)?.font.hasGlyphForCodePoint(symbol.codePointAt(0) ?? 0) === true

export function setStyle(pdf: Pdf, { font, size }: Style): Pdf {
  return pdf.font(fontNames[font], size)
}

export function linesOf(pdf: Pdf, text: string, style: Style, width: number): string[] {
  return wrapText(text, (line) => widthOf(pdf, line, style) <= width)
}

function widthOf(pdf: Pdf, line: string, style: Style): number {
  return setStyle(pdf, style).widthOfString(replaceMissingGlyphs(line, style))
}

/** PDF/UA forbids missing glyphs, so they become U+FFFD. */
function replaceMissingGlyphs(text: string, { font }: Style): string {
  if (isCommonText(text)) return text
  return [...text].map((symbol) => (hasGlyph(font, symbol) ? symbol : '\ufffd')).join('')
}

export function fittedLines(
  pdf: Pdf,
  text: string,
  styles: readonly Style[],
  width: number,
  maxLines: number,
): { style: Style; lines: string[] } {
  for (const style of styles) {
    const lines = linesOf(pdf, text, style, width)
    if (lines.length <= maxLines || style === styles.at(-1)) return { style, lines }
  }
  throw new RangeError('no style was given')
}

export const lineHeightOf = ({ size }: Style) => size * 1.32

/** Returns the y position below the lines. */
export function drawLines(
  pdf: Pdf,
  parent: PdfNode,
  tag: string,
  lines: readonly string[],
  style: Style,
  x: number,
  y: number,
): number {
  drawMarkedContent(pdf, parent, tag, () => {
    pdf.fillColor(style.colour ?? ink)
    for (const [index, line] of lines.entries()) {
      // The space separates the words of two lines when a screen reader joins them.
      const text = index < lines.length - 1 ? `${line} ` : line
      drawLine(pdf, text, style, x, y + index * lineHeightOf(style))
    }
  })
  return y + lines.length * lineHeightOf(style)
}

export function drawLine(pdf: Pdf, line: string, style: Style, x: number, y: number): void {
  setStyle(pdf, style).text(replaceMissingGlyphs(line, style), x, y, { lineBreak: false })
}

export function drawMarkedContent(
  pdf: Pdf,
  parent: PdfNode,
  tag: string,
  draw: () => void,
  options: { alt?: string; bbox?: [number, number, number, number] } = {},
): void {
  const content = pdf.markStructureContent(tag)
  draw()
  pdf.endMarkedContent()
  // The typings lack `scope`.
  const scope = tag === 'TH' ? { scope: 'Column' } : {}
  parent.add(pdf.struct(tag, { ...options, ...scope }, [content]))
}

export function drawArtifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf.save()
  draw()
  pdf.restore()
  pdf.endMarkedContent()
}

export function drawSection(pdf: Pdf, parent: PdfNode, tag: string, draw: (node: PdfNode) => void) {
  const node = pdf.struct(tag)
  parent.add(node)
  draw(node)
  node.end()
}

/** Marks a list as numbered, for which pdfkit has no option. */
export function numberList(list: PdfNode): void {
  const { dictionary } = list as unknown as { dictionary: Record<'data', { A?: object }> }
  dictionary.data.A = { O: 'List', ListNumbering: 'Decimal' }
}

/** True if every font covers the text. Callers keep out the control characters in these ranges. */
const isCommonText = (text: string) => /^[\u0020-\u017f\u2013\u2019\u2026]*$/.test(text)
