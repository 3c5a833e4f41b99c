import type { Election } from '../shared/domain/election/election.ts'
import { inFrench } from '../shared/texts/french-typography.ts'
import { titleOf } from '../shared/texts/rehearsal.ts'
import {
  helpdeskTitle,
  type Piece,
  pageText,
  type Step,
  type Tutorial,
} from '../shared/texts/tutorial/tutorial.ts'
import {
  decoration,
  drawLine,
  drawLines,
  grey,
  leading,
  linesOf,
  marked,
  newPdf,
  numbered,
  type Part,
  type Pdf,
  page,
  section,
  setType,
  type Type,
  textWidth,
} from '../shared/tooling/pdf-document.ts'
import type { Pictures } from './tutorial-pictures.ts'

const plain: Type = { font: 'sans', size: 11 }
const bold = (size: number, colour?: string): Type => ({
  font: 'bold',
  size,
  ...(colour && { colour }),
})
const small: Type = { font: 'sans', size: 9, colour: grey }

const bottom = page.height - page.margin - 24
const indent = 24
/** Of a pixel of the page in the PDF, in points. */
const pictureScale = 0.7

/**
 * The tutorial as a tagged PDF, for who prints it or reads it with their own reader. The bytes depend on the election
 * and the pictures only. Synchronous, as CDK's synthesis is: pdfkit hands its bytes over without a turn of the loop.
 */
export function tutorialPdf(tutorial: Tutorial, election: Election, pictures: Pictures): Buffer {
  const { pdf, root } = newPdf({
    title: `${tutorial.title} – ${titleOf(election)}`,
    author: election.organiser,
    createdAt: election.dates.reissueOpensAt,
    compress: true,
  })
  const sheets = new Sheets(pdf, election)
  sheets.start()
  const { brandColour } = election.site
  sheets.write(root, 'P', `${titleOf(election)} – ${election.organiser}`, small)
  sheets.write(root, 'H1', tutorial.title, bold(22, brandColour), 2)
  const contents = pdf.outline.addItem(tutorial.title, { expanded: true })
  sheets.write(root, 'P', tutorial.introduction, plain, 8)
  sheets.write(root, 'P', tutorial.address, bold(plain.size), 4)
  for (const { title, needs, steps, note } of tutorial.parts) {
    section(pdf, root, 'Sect', (part) => {
      // A title is not left alone at the foot of a sheet.
      sheets.keep(110)
      sheets.write(part, 'H2', title, bold(14, brandColour), 20)
      contents.addItem(inFrench(title))
      if (needs) sheets.write(part, 'P', needs, plain, 4)
      section(pdf, part, 'L', (list) => {
        numbered(list)
        for (const [at, step] of steps.entries())
          drawStep(sheets, list, at + 1, step, { pictures, alts: tutorial.pictureAlts })
      })
      if (note) sheets.write(part, 'P', textOf(note), plain, 8)
    })
  }
  const { phone, email, hours } = election.helpdesk
  section(pdf, root, 'Sect', (part) => {
    sheets.keep(90)
    sheets.write(part, 'H2', helpdeskTitle, bold(14, brandColour), 20)
    contents.addItem(inFrench(helpdeskTitle))
    for (const text of [phone, email, hours]) sheets.write(part, 'P', text, plain, 2)
  })
  root.end()
  pdf.end()
  const chunks: Buffer[] = []
  for (let chunk = pdf.read(); chunk !== null; chunk = pdf.read()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function drawStep(
  sheets: Sheets,
  list: Part,
  number: number,
  step: Step,
  { pictures, alts }: { pictures: Pictures; alts: Tutorial['pictureAlts'] },
): void {
  const { pdf } = sheets
  const { picture, sms = [] } = step
  const lines = linesOf(pdf, inFrench(textOf(step.pieces)), plain, textWidth - indent)
  const drawn = picture && pictures.get(picture)
  const [width, height] = drawn ? [drawn.width * pictureScale, drawn.height * pictureScale] : [0, 0]
  sheets.y += 6
  const smsHeight = sms.length * leading(small) + 12
  sheets.keep(lines.length * leading(plain) + (drawn ? height + 14 : 0) + smsHeight)
  section(pdf, list, 'LI', (item) => {
    drawLines(pdf, item, 'Lbl', [`${number}.`], bold(plain.size), page.margin, sheets.y)
    section(pdf, item, 'LBody', (body) => {
      const x = page.margin + indent
      sheets.y = drawLines(pdf, body, 'P', lines, plain, x, sheets.y)
      if (sms.length > 0) sheets.y = drawLines(pdf, body, 'P', sms, small, x + 12, sheets.y + 6)
      if (!picture || !drawn) return
      const y = sheets.y + 8
      marked(pdf, body, 'Figure', () => pdf.image(drawn.png, x, y, { width, height }), {
        alt: inFrench(alts[picture]),
        bbox: [x, page.height - y - height, x + width, page.height - y],
      })
      decoration(pdf, () => pdf.rect(x, y, width, height).lineWidth(0.5).stroke(grey))
      sheets.y = y + height + 6
    })
  })
}

const textOf = (pieces: readonly Piece[]) =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')

/** Sheet after sheet, from top to bottom. */
class Sheets {
  readonly pdf: Pdf
  y = 0
  private number = 0
  private readonly election: Election

  constructor(pdf: Pdf, election: Election) {
    this.pdf = pdf
    this.election = election
  }

  start(): void {
    const { pdf } = this
    pdf.addPage()
    this.y = page.margin
    this.number += 1
    const words = inFrench(`${titleOf(this.election)} – ${pageText(this.number)}`)
    decoration(pdf, () => {
      pdf.rect(0, 0, page.width, 10).fill(this.election.site.brandColour)
      setType(pdf, small).fillColor(grey)
      drawLine(pdf, words, page.margin, page.height - page.margin)
    })
  }

  /** Goes to a new sheet unless `height` points are left on this one. */
  keep(height: number): void {
    if (this.y + height > bottom) this.start()
  }

  write(parent: Part, tag: string, text: string, type: Type, space = 0): void {
    const lines = linesOf(this.pdf, inFrench(text), type, textWidth)
    this.y += space
    this.keep(lines.length * leading(type))
    this.y = drawLines(this.pdf, parent, tag, lines, type, page.margin, this.y)
  }
}
