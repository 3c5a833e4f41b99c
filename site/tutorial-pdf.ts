import type { Election } from '../shared/domain/election/election.ts'
import { typesetFrench } from '../shared/texts/french-typography.ts'
import { titleOf } from '../shared/texts/rehearsal.ts'
import {
  helpdeskTitle,
  mapLinks,
  pageText,
  type Step,
  type Tutorial,
} from '../shared/texts/tutorial/tutorial.ts'
import {
  drawArtifact,
  drawLine,
  drawLines,
  drawMarkedContent,
  drawSection,
  grey,
  lineHeightOf,
  linesOf,
  newPdf,
  numberList,
  type Pdf,
  type PdfNode,
  page,
  type Style,
  textWidth,
} from '../shared/tooling/pdf-document.ts'
import type { Pictures } from './tutorial-pictures.ts'

const bodyStyle: Style = { font: 'sans', size: 11 }
const boldStyle = (size: number, colour?: string): Style => ({
  font: 'bold',
  size,
  ...(colour && { colour }),
})
const smallStyle: Style = { font: 'sans', size: 9, colour: grey }

const pageBottom = page.height - page.margin - 24
const indent = 24
const pictureWidth = 240
const pictureScale = 0.65
const columnWidth = textWidth - pictureWidth * pictureScale - 16

/** Must yield the same bytes for the same arguments, since their digest names the file. */
export function tutorialPdf(tutorial: Tutorial, election: Election, pictures: Pictures): Buffer {
  const { pdf, root } = newPdf({
    title: `${tutorial.title} – ${titleOf(election)}`,
    author: election.organiser,
    createdAt: election.dates.reissueOpensAt,
    compress: true,
  })
  const writer = new PageWriter(pdf, election)
  writer.startPage()
  const { brandColour } = election.site
  writer.write(root, 'P', `${titleOf(election)} – ${election.organiser}`, smallStyle)
  writer.write(root, 'H1', tutorial.title, boldStyle(22, brandColour), 2)
  const contents = pdf.outline.addItem(tutorial.title, { expanded: true })
  writer.write(root, 'P', tutorial.introduction, bodyStyle, 8)
  writer.write(root, 'P', tutorial.address, boldStyle(bodyStyle.size), 4)
  for (const { title, needs, steps, note } of tutorial.parts) {
    drawSection(pdf, root, 'Sect', (part) => {
      const [firstStep] = steps
      writer.ensureRoom(90 + (firstStep ? heightOf(pdf, firstStep, pictures) : 0))
      writer.write(part, 'H2', title, boldStyle(14, brandColour), 20)
      contents.addItem(typesetFrench(title))
      writer.write(part, 'P', needs, bodyStyle, 4)
      drawSection(pdf, part, 'L', (list) => {
        numberList(list)
        for (const [index, step] of steps.entries())
          drawStep(writer, list, index + 1, step, { pictures, alts: tutorial.pictureAlts })
      })
      if (note) writer.write(part, 'P', removeLinks(note), bodyStyle, 8)
    })
  }
  const { phone, email, hours } = election.helpdesk
  drawSection(pdf, root, 'Sect', (part) => {
    writer.ensureRoom(90)
    writer.write(part, 'H2', helpdeskTitle, boldStyle(14, brandColour), 20)
    contents.addItem(typesetFrench(helpdeskTitle))
    for (const text of [phone, email, hours]) writer.write(part, 'P', text, bodyStyle, 2)
  })
  root.end()
  pdf.end()
  const chunks: Buffer[] = []
  for (let chunk = pdf.read(); chunk !== null; chunk = pdf.read()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function drawStep(
  writer: PageWriter,
  list: PdfNode,
  number: number,
  step: Step,
  { pictures, alts }: { pictures: Pictures; alts: Tutorial['pictureAlts'] },
): void {
  const { pdf } = writer
  const { picture, sms = [] } = step
  const lines = stepLines(pdf, step)
  const image = picture && pictures[picture]
  writer.y = (image ? Math.max(writer.y, writer.pictureBottom) : writer.y) + 6
  writer.ensureRoom(heightOf(pdf, step, pictures))
  const top = writer.y
  drawSection(pdf, list, 'LI', (item) => {
    drawLines(pdf, item, 'Lbl', [`${number}.`], boldStyle(bodyStyle.size), page.margin, top)
    drawSection(pdf, item, 'LBody', (body) => {
      const x = page.margin + indent
      writer.y = drawLines(pdf, body, 'P', lines, bodyStyle, x, top)
      if (sms.length > 0)
        writer.y = drawLines(pdf, body, 'P', sms, smallStyle, x + 12, writer.y + 6)
      if (!picture || !image) return
      const [width, height] = [image.width * pictureScale, image.height * pictureScale]
      const left = page.width - page.margin - width
      drawMarkedContent(
        pdf,
        body,
        'Figure',
        () => pdf.image(image.png, left, top, { width, height }),
        {
          alt: typesetFrench(alts[picture]),
          bbox: [left, top, left + width, top + height],
        },
      )
      drawArtifact(pdf, () => pdf.rect(left, top, width, height).lineWidth(0.5).stroke(grey))
      writer.pictureBottom = top + height + 6
    })
  })
}

const stepLines = (pdf: Pdf, { text }: Step) =>
  linesOf(pdf, typesetFrench(removeLinks(text)), bodyStyle, columnWidth - indent)

function heightOf(pdf: Pdf, step: Step, pictures: Pictures): number {
  const { picture, sms } = step
  const textHeight = stepLines(pdf, step).length * lineHeightOf(bodyStyle)
  const smsHeight = sms ? sms.length * lineHeightOf(smallStyle) + 12 : 0
  const image = picture && pictures[picture]
  return Math.max(textHeight + smsHeight, image ? image.height * pictureScale : 0)
}

const removeLinks = (text: string) => mapLinks(text, (label) => label)

class PageWriter {
  readonly pdf: Pdf
  y = 0
  pictureBottom = 0
  private pageNumber = 0
  private readonly election: Election

  constructor(pdf: Pdf, election: Election) {
    this.pdf = pdf
    this.election = election
  }

  startPage(): void {
    const { pdf } = this
    pdf.addPage()
    this.y = page.margin
    this.pictureBottom = page.margin
    this.pageNumber += 1
    const footer = typesetFrench(`${titleOf(this.election)} – ${pageText(this.pageNumber)}`)
    drawArtifact(pdf, () => {
      pdf.rect(0, 0, page.width, 10).fill(this.election.site.brandColour)
      pdf.fillColor(grey)
      drawLine(pdf, footer, smallStyle, page.margin, page.height - page.margin)
    })
  }

  ensureRoom(height: number): void {
    if (this.y + height > pageBottom) this.startPage()
  }

  write(parent: PdfNode, tag: string, text: string, style: Style, spaceAbove = 0): void {
    const lines = linesOf(this.pdf, typesetFrench(text), style, columnWidth)
    this.y += spaceAbove
    this.ensureRoom(lines.length * lineHeightOf(style))
    this.y = drawLines(this.pdf, parent, tag, lines, style, page.margin, this.y)
  }
}
