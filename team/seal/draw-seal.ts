import type { Election } from '../../shared/domain/election/election.ts'
import {
  digestOf,
  digestsOf,
  formatDigest,
  type Seal,
  sealedSubjects,
} from '../../shared/domain/ledger/seal.ts'
import { typesetFrench } from '../../shared/texts/french-typography.ts'
import { moment } from '../../shared/texts/moments.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import {
  drawArtifact,
  drawLines,
  grey,
  lineHeightOf,
  linesOf,
  openPdf,
  type Pdf,
  type PdfNode,
  page,
  type Style,
  textWidth,
} from '../../shared/tooling/pdf-document.ts'
import { sealPage as texts } from './texts.ts'

const { margin } = page
const plainStyle: Style = { font: 'sans', size: 9.5 }
const boldStyle: Style = { font: 'bold', size: 9.5 }
const monoStyle: Style = { font: 'mono', size: 8.4 }
const headStyle: Style = { font: 'bold', size: 8.5, colour: grey }
const rowHeight = 27
const signatureRows = 4

export async function drawSeal(
  path: string,
  seal: Seal,
  election: Election,
  { version, compress = true }: { version: string; compress?: boolean },
): Promise<void> {
  const { organiser, timeZone } = election
  const title = titleOf(election)
  const { pdf, root, close } = openPdf(path, {
    title: `${texts.title} – ${title}`,
    author: organiser,
    createdAt: seal.at,
    compress,
  })
  pdf.addPage()
  drawArtifact(pdf, () => pdf.rect(0, 0, page.width, 12).fill(election.site.brandColour))
  const write = (tag: string, text: string, style: Style, y: number) =>
    drawLines(pdf, root, tag, linesOf(pdf, typesetFrench(text), style, textWidth), style, margin, y)
  let y = write('P', organiser, { font: 'bold', size: 10 }, 30)
  y = write('P', title, plainStyle, y + 2)
  y = write('H1', texts.title, { font: 'bold', size: 18, colour: election.site.brandColour }, y + 6)
  y = write('P', texts.sealedBy(moment(seal.at, timeZone), seal.by), plainStyle, y + 2)
  if (seal.reason) y = write('P', texts.reason(seal.reason), plainStyle, y + 2)
  y = write('P', texts.lead, plainStyle, y + 6)
  for (const [label, digest] of digestLines(seal)) {
    y = write('P', label, boldStyle, y + 6)
    y = drawLines(pdf, root, 'P', [formatDigest(digest)], monoStyle, margin, y + 1)
  }
  y = write('P', texts.check(version), plainStyle, y + 10)
  const commandStyle: Style = { font: 'mono', size: 7 }
  const lines = linesOf(pdf, texts.command(digestOf(seal.digests)), commandStyle, textWidth)
  y = drawLines(pdf, root, 'P', lines, commandStyle, margin, y + 2)
  for (const signatory of texts.signatures) {
    y = write('H2', signatory, { font: 'bold', size: 11 }, y + 12)
    y = drawSignatures(pdf, root, y + 4)
  }
  await close()
}

function digestLines({ digests, counts = {} }: Seal): [label: string, digest: string][] {
  const lines = sealedSubjects.map((subject): [string, string] => {
    const subjectDigests = digestsOf(subject, digests)
    const [digest] = Object.values(subjectDigests)
    const count = subject === 'roll' ? (counts.voters ?? 0) : Object.keys(subjectDigests).length
    const isSingle = ['roll', 'election', 'key'].includes(subject)
    return [texts.lines[subject](count), isSingle && digest ? digest : digestOf(subjectDigests)]
  })
  return [...lines, [texts.wholeSeal, digestOf(digests)]]
}

function drawSignatures(pdf: Pdf, root: PdfNode, top: number): number {
  const rowsTop = top + lineHeightOf(headStyle) + 6
  let x = margin
  for (const [index, share] of [0.45, 0.2, 0.35].entries()) {
    drawLines(pdf, root, 'P', [texts.columns[index] ?? ''], headStyle, x + 4, top + 3)
    drawArtifact(pdf, () => {
      for (let row = 0; row < signatureRows; row++) {
        pdf.rect(x, rowsTop + row * rowHeight, share * textWidth, rowHeight)
      }
      pdf.lineWidth(0.6).stroke('#9aa3ad')
    })
    x += share * textWidth
  }
  return rowsTop + signatureRows * rowHeight
}
