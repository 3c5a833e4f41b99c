import {
  drawArtifact,
  drawLines,
  drawSection,
  lineHeightOf,
  linesOf,
  type Pdf,
  type PdfNode,
  page,
  type Style,
  textWidth,
} from '../../shared/tooling/pdf-document.ts'

const { margin } = page

interface NoticeStyle {
  brand: string
  size: number
  isLargePrint: boolean
}

export type NoticeWriter = ReturnType<typeof noticeWriter>

export function noticeWriter(
  pdf: Pdf,
  notice: PdfNode,
  { brand, size, isLargePrint }: NoticeStyle,
) {
  const body: Style = { font: 'sans', size }
  const bold: Style = { font: 'bold', size }
  const heading: Style = { font: 'bold', size: size * 1.125, colour: brand }
  const bottom = isLargePrint ? page.height - margin : Number.POSITIVE_INFINITY

  function newPage(): void {
    pdf.addPage()
    drawArtifact(pdf, () => pdf.rect(0, 0, page.width, 12).fill(brand))
    writer.y = isLargePrint ? margin : 32
  }

  function makeRoom(height: number): void {
    if (writer.y + height > bottom) newPage()
  }

  const heightOf = (text: string, style: Style, width: number) =>
    linesOf(pdf, text, style, width).length * lineHeightOf(style)

  function write(part: PdfNode, tag: string, text: string, style: Style, x: number, width: number) {
    let remainingLines = linesOf(pdf, text, style, width)
    while (remainingLines.length > 0) {
      // A single line of a paragraph must not end or begin a page.
      makeRoom(
        Math.min(remainingLines.length, remainingLines.length === 3 ? 3 : 2) * lineHeightOf(style),
      )
      const fittingCount = Math.max(1, Math.floor((bottom - writer.y) / lineHeightOf(style)))
      const count = remainingLines.length - fittingCount === 1 ? fittingCount - 1 : fittingCount
      writer.y = drawLines(pdf, part, tag, remainingLines.slice(0, count), style, x, writer.y)
      remainingLines = remainingLines.slice(count)
    }
  }

  const writer = {
    /** Top of the next part, in points. */
    y: 0,
    body,
    bold,
    heading,
    newPage,
    makeRoom,
    heightOf,

    write(tag: string, text: string, style: Style, { x = margin, width = textWidth } = {}): void {
      write(notice, tag, text, style, x, width)
    },

    writeHeading(text: string, width = textWidth): void {
      writer.y += size * 0.7
      makeRoom(heightOf(text, heading, width) + 2 * lineHeightOf(body))
      write(notice, 'H2', text, heading, margin, width)
      writer.y += size * 0.2
    },

    writeList(items: readonly string[], width = textWidth, isNumbered = false): void {
      const indent = size * (isNumbered || isLargePrint ? 1.6 : 1.05)
      drawSection(pdf, notice, 'L', (list) => {
        for (const [index, text] of items.entries()) {
          drawSection(pdf, list, 'LI', (item) => {
            const label = isNumbered ? `${index + 1}.` : '•'
            const height = heightOf(text, body, width - indent)
            makeRoom(Math.min(2 * lineHeightOf(body), height))
            drawLines(pdf, item, 'Lbl', [label], bold, margin, writer.y)
            write(item, 'LBody', text, body, margin + indent, width - indent)
            if (isLargePrint || isNumbered) writer.y += size * 0.25
          })
        }
      })
    },
  }
  return writer
}
