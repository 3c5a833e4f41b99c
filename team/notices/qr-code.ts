import { encodeQR } from 'qr'
import {
  drawArtifact,
  drawMarkedContent,
  type Pdf,
  type PdfNode,
} from '../../shared/tooling/pdf-document.ts'

export interface QrCode {
  /** True for dark modules. Includes the quiet zone of four modules (ISO/IEC 18004). */
  rows: boolean[][]
  alternativeText: string
}

export function qrCodeOf(text: string, alternativeText: string): QrCode {
  return { rows: encodeQR(text, 'raw', { ecc: 'medium', border: 4 }), alternativeText }
}

export function drawQrCode(
  pdf: Pdf,
  parent: PdfNode,
  { rows, alternativeText }: QrCode,
  x: number,
  y: number,
  width: number,
): void {
  const moduleSide = width / rows.length
  drawArtifact(pdf, () => pdf.rect(x, y, width, width).fill('#ffffff'))
  drawMarkedContent(
    pdf,
    parent,
    'Figure',
    () => {
      for (const [index, row] of rows.entries()) {
        for (let start = row.indexOf(true); start !== -1; ) {
          const nextLightIndex = row.indexOf(false, start)
          const end = nextLightIndex === -1 ? row.length : nextLightIndex
          pdf.rect(
            x + start * moduleSide,
            y + index * moduleSide,
            (end - start) * moduleSide,
            moduleSide,
          )
          start = row.indexOf(true, end)
        }
      }
      pdf.fill('#000000')
    },
    { alt: alternativeText, bbox: [x, y, x + width, y + width] },
  )
}
