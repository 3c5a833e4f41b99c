import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { finished } from 'node:stream/promises'
import PDFDocument from 'pdfkit'
import { wrapped } from './wrapped.ts'

export type Pdf = InstanceType<typeof PDFDocument>
/** An element of the structure for screen readers. */
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

/** The fonts' own names: under others, pdfkit reopens the first one each time it is set. */
const fontNames = {
  sans: 'DejaVuSans',
  bold: 'DejaVuSans-Bold',
  mono: 'DejaVuSansMono-Bold',
} as const

interface PdfOptions {
  title: string
  author: string
  /** Fixed, so that two runs give the same bytes. */
  createdAt: Date
  /** False in tests that read pages back. */
  compress: boolean
}

/** `close` rejects when the file could not be written. */
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

/** A tagged document that is not piped yet. */
export function newPdf({ title, author, createdAt, compress }: PdfOptions) {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    // The types have PDF/A only.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    compress,
    info: { Title: title, Author: author, CreationDate: createdAt },
    // pdfkit's default would be read from the disk.
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

/** pdfkit 0.20's current font, absent from its types. */
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

/** Bounds the cache of words laid out in a font. */
const mostWords = 5_000

function fontSource(name: Type['font']): FontSource {
  return opened.get(name)?.font ?? fontFile(fontNames[name])
}

/** pdfkit accepts an open font: the PDFs of 60,000 schools parse the fonts and lay out the same words once. */
function keepOpened(name: Type['font'], pdf: Pdf): void {
  const now = setFont(pdf)
  const before = opened.get(name)
  if (!before) {
    // A glyph keeps the code point of its first use. One that is met as a part first (E of É) would have none in later
    // files, where its text is copied or read aloud. Ligatures, from U+FB00, stand for their letters.
    for (const codePoint of now.font.characterSet) {
      if (codePoint < 0xfb00) now.font.glyphForCodePoint(codePoint)
    }
  }
  if (before && Object.keys(before.layoutCache).length < mostWords) {
    now.layoutCache = before.layoutCache
  }
  opened.set(name, { font: now.font, layoutCache: now.layoutCache })
}

/** @returns a function that finds the first character of a text without a glyph, which would print as a box */
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

export function setType(pdf: Pdf, { font, size }: Type): Pdf {
  return pdf.font(fontNames[font], size)
}

export function linesOf(pdf: Pdf, text: string, { font, size }: Type, width: number): string[] {
  setType(pdf, { font, size })
  return wrapped(text, (line) => pdf.widthOfString(line) <= width)
}

/** Picks the first type in which the text takes `most` lines at most; the last one takes any number. */
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

/** Draws lines as one part of the structure. @returns where the next lines begin */
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
      // A space keeps two lines apart when read aloud.
      const text = at < lines.length - 1 ? `${line} ` : line
      drawLine(pdf, text, x, y + at * leading(type))
    }
  })
  return y + lines.length * leading(type)
}

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
  // `scope` is absent from the types.
  const scope = tag === 'TH' ? { scope: 'Column' } : {}
  parent.add(pdf.struct(tag, { ...options, ...scope }, [content]))
}

/** Draws what screen readers skip. */
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

/** Marks a list as numbered, which pdfkit has no option for. */
export function numbered(list: Part): void {
  const { dictionary } = list as unknown as { dictionary: Record<'data', { A?: object }> }
  dictionary.data.A = { O: 'List', ListNumbering: 'Decimal' }
}

/** True if all fonts have every glyph. */
const isCommon = (text: string) => /^[\u0020-\u017f\u2013\u2019\u2026]*$/.test(text)

/** Replaces symbols without a glyph, which PDF/UA forbids. Only the tutorial has any: notices with one are refused. */
function drawable(pdf: Pdf, text: string): string {
  if (isCommon(text)) return text
  const { font } = setFont(pdf)
  return Array.from(text, (symbol) =>
    font.hasGlyphForCodePoint(symbol.codePointAt(0) ?? 0) ? symbol : '\ufffd',
  ).join('')
}
