import { encodeQR } from 'qr'
import { decoration, drawMarked, type Part, type Pdf } from '../../shared/tooling/pdf-document.ts'

export interface QrCode {
  /** True for dark modules. Includes the quiet zone of four modules (ISO/IEC 18004). */
  rows: boolean[][]
  alternative: string
}

export function qrCodeOf(text: string, alternative: string): QrCode {
  return { rows: encodeQR(text, 'raw', { ecc: 'medium', border: 4 }), alternative }
}

/** Draws a rectangle for each run of dark modules, so that the code is sharp at any size. */
export function drawQrCode(
  pdf: Pdf,
  parent: Part,
  { rows, alternative }: QrCode,
  x: number,
  y: number,
  width: number,
): void {
  const module = width / rows.length
  decoration(pdf, () => pdf.rect(x, y, width, width).fill('#ffffff'))
  drawMarked(
    pdf,
    parent,
    'Figure',
    () => {
      for (const [index, row] of rows.entries()) {
        for (let start = row.indexOf(true); start !== -1; ) {
          const light = row.indexOf(false, start)
          const end = light === -1 ? row.length : light
          pdf.rect(x + start * module, y + index * module, (end - start) * module, module)
          start = row.indexOf(true, end)
        }
      }
      pdf.fill('#000000')
    },
    { alt: alternative, bbox: [x, y, x + width, y + width] },
  )
}
