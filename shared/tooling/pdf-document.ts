import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { finished } from 'node:stream/promises'
import PDFDocument from 'pdfkit'
import { wrapped } from './wrapped.ts'

export type Pdf = InstanceType<typeof PDFDocument>
/** An element of the structure that a screen reader goes through. */
export type Part = ReturnType<Pdf['struct']>

export interface Type {
  font: 'sans' | 'bold' | 'mono'
  size: number
  colour?: string
}

export const page = { width: 595.28, height: 841.89, margin: 48 }
export const textWidth = page.width - 2 * page.margin
export const ink = '#0b0c0c'
export const grey = '#505a5f'

const resolve = createRequire(import.meta.url).resolve
const fontFile = (name: string) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)

/** Under their own names: under others, pdfkit would open the first one again each time it is set. */
const fontNames = {
  sans: 'DejaVuSans',
  bold: 'DejaVuSans-Bold',
  mono: 'DejaVuSansMono-Bold',
} as const

interface PdfOptions {
  title: string
  author: string
  /** Two runs over one file make the same bytes. */
  createdAt: Date
  /** Off only for tests, which read the pages back. */
  compress: boolean
}

/** Its `close` rejects when the file could not be written. */
export function openPdf(path: string, options: PdfOptions) {
  const { pdf, root } = newPdf(options)
  const written = finished(pdf.pipe(createWriteStream(path, { mode: 0o600, flags: 'wx' })))
  return {
    pdf,
    root,
    close() {
      root.end()
      pdf.end()
      return written
    },
  }
}

/** A tagged document, which nothing reads yet. */
export function newPdf({ title, author, createdAt, compress }: PdfOptions) {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    // The types know of PDF/A only.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    compress,
    info: { Title: title, Author: author, CreationDate: createdAt },
    // Its own default is read from the disk.
    font: fontSource('sans') as string,
  })
  for (const name of ['sans', 'bold', 'mono'] as const) {
    pdf.registerFont(fontNames[name], fontSource(name))
    pdf.font(fontNames[name])
    keepOpened(name, pdf)
  }
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  return { pdf, root }
}

type FontSource = string | Uint8Array

/** What pdfkit 0.20 keeps of the font that is set; its types do not tell. */
interface SetFont {
  font: FontSource & {
    characterSet: readonly number[]
    glyphForCodePoint(codePoint: number): unknown
    hasGlyphForCodePoint(codePoint: number): boolean
  }
  layoutCache: Record<string, unknown>
}

const setFont = (pdf: Pdf) => (pdf as unknown as { _font: SetFont })._font

const opened = new Map<Type['font'], SetFont>()

/** Words laid out, in one font, before they are forgotten: names of voters are many. */
const mostWords = 5_000

function fontSource(name: Type['font']): FontSource {
  return opened.get(name)?.font ?? fontFile(fontNames[name])
}

/**
 * pdfkit takes a font that is open as well. A file for each of 60,000 schools would otherwise parse the fonts, and lay
 * out the same words, 60,000 times.
 */
function keepOpened(name: Type['font'], pdf: Pdf): void {
  const now = setFont(pdf)
  const before = opened.get(name)
  if (!before) {
    // A glyph keeps what it stood for when it was first met. As a part of another (E of É) it would stand for nothing,
    // in every later file, for whoever copies its text or has it read aloud.
    // Not ligatures, which begin at U+FB00: one stands for the letters that it is made of.
    for (const codePoint of now.font.characterSet) {
      if (codePoint < 0xfb00) now.font.glyphForCodePoint(codePoint)
    }
  }
  if (before && Object.keys(before.layoutCache).length < mostWords) {
    now.layoutCache = before.layoutCache
  }
  opened.set(name, { font: now.font, layoutCache: now.layoutCache })
}

/** @returns what finds the first character of a text that a font of the names lacks: it would be printed as a box */
export function missingCharacters(): (text: string) => string | undefined {
  newPdf({ title: '', author: '', createdAt: new Date(0), compress: false })
  const sets = (['sans', 'bold'] as const).map(
    (name) => new Set(opened.get(name)?.font.characterSet),
  )
  return (text) =>
    isCommon(text)
      ? undefined
      : [...text].find((one) => !sets.every((set) => set.has(one.codePointAt(0) ?? 0)))
}

/** What is drawn or measured next. */
export function setType(pdf: Pdf, { font, size }: Type): Pdf {
  return pdf.font(fontNames[font], size)
}

/** Cuts a text into lines no wider than `width`, inside a word when it must. */
export function linesOf(pdf: Pdf, text: string, { font, size }: Type, width: number): string[] {
  setType(pdf, { font, size })
  return wrapped(text, (line) => pdf.widthOfString(line) <= width)
}

/** The first type of these in which a text takes `most` lines at most; in the last one it takes what it needs. */
export function fittedLines(
  pdf: Pdf,
  text: string,
  types: readonly Type[],
  width: number,
  most: number,
): { type: Type; lines: string[] } {
  for (const type of types) {
    const lines = linesOf(pdf, text, type, width)
    if (lines.length <= most || type === types.at(-1)) return { type, lines }
  }
  throw new RangeError('no type was given')
}

export const leading = ({ size }: Type) => size * 1.32

/** Draws lines as one part of the structure. @returns where the next lines stand */
export function drawLines(
  pdf: Pdf,
  parent: Part,
  tag: string,
  lines: readonly string[],
  type: Type,
  x: number,
  y: number,
): number {
  marked(pdf, parent, tag, () => {
    setType(pdf, type).fillColor(type.colour ?? ink)
    for (const [at, line] of lines.entries()) {
      // Read aloud, two lines are not one word.
      const text = at < lines.length - 1 ? `${line} ` : line
      drawLine(pdf, text, x, y + at * leading(type))
    }
  })
  return y + lines.length * leading(type)
}

/** In the font and the colour that are set. */
export function drawLine(pdf: Pdf, line: string, x: number, y: number): void {
  pdf.text(drawable(pdf, line), x, y, { lineBreak: false })
}

export function marked(
  pdf: Pdf,
  parent: Part,
  tag: string,
  draw: () => void,
  options: { alt?: string; bbox?: [number, number, number, number] } = {},
): void {
  const content = pdf.markStructureContent(tag)
  draw()
  pdf.endMarkedContent()
  // The types lack it: which cells a heading is of.
  const scope = tag === 'TH' ? { scope: 'Column' } : {}
  parent.add(pdf.struct(tag, { ...options, ...scope }, [content]))
}

/** What is drawn for the eye only. */
export function decoration(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf.save()
  draw()
  pdf.restore()
  pdf.endMarkedContent()
}

export function section(pdf: Pdf, parent: Part, tag: string, draw: (part: Part) => void): void {
  const part = pdf.struct(tag)
  parent.add(part)
  draw(part)
  part.end()
}

/** A list whose labels are numbers: pdfkit and its types have no word for it. */
export function numbered(list: Part): void {
  const { dictionary } = list as unknown as { dictionary: Record<'data', { A?: object }> }
  dictionary.data.A = { O: 'List', ListNumbering: 'Decimal' }
}

/** All fonts have these. */
const isCommon = (text: string) => /^[\u0020-\u017f\u2013\u2019\u2026]*$/.test(text)

/**
 * Of the tutorial, which is made for any election: a symbol that the font lacks is drawn as U+FFFD, since PDF/UA
 * forbids a font's glyph for what it lacks. Notices with such a symbol are refused.
 */
function drawable(pdf: Pdf, text: string): string {
  if (isCommon(text)) return text
  const { font } = setFont(pdf)
  return Array.from(text, (symbol) =>
    font.hasGlyphForCodePoint(symbol.codePointAt(0) ?? 0) ? symbol : '\ufffd',
  ).join('')
}
