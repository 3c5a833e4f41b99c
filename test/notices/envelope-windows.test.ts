import { describe, expect, it } from 'vitest'
import { newPdf, setStyle } from '../../shared/tooling/pdf-document.ts'
import { addressZone, toPoints, windowsEnd } from '../../team/notices/envelope-windows.ts'
import { sized } from '../size.ts'
import { identifierNumber } from './notices-csv.ts'
import { type RunOptions, run } from './notices-run.ts'
import type { ReadLine } from './read-pdf.ts'

/** In millimetres: the envelope, the A4 panel that it holds, and its windows; the smallest hides most. */
const envelopes = [
  { name: 'DL', width: 220, height: 110, panel: 99, fromBottom: [15, 20], heights: [35, 45] },
  { name: 'C6/5', width: 229, height: 114, panel: 99, fromBottom: [15, 20], heights: [35, 45] },
  { name: 'C5', width: 229, height: 162, panel: 148.5, fromBottom: [60], heights: [45] },
]
const sheetWidth = 210
const windowWidth = 100
const fromRight = 20

describe('the windows of', () => {
  it.each(envelopes)(
    '$name show nothing of a sheet below the limit, however it slips',
    ({ height, fromBottom }) => {
      expect(height - Math.min(...fromBottom)).toBeLessThanOrEqual(windowsEnd)
    },
  )

  it.each(envelopes)(
    '$name show the place of the address whole when they are on the right, however the sheet slips',
    ({ width, height, panel, fromBottom, heights }) => {
      const distance = Math.max(...fromBottom)
      expect(addressZone.left).toBeGreaterThanOrEqual(width - fromRight - windowWidth)
      expect(addressZone.right).toBeLessThanOrEqual(sheetWidth - fromRight)
      expect(addressZone.top).toBeGreaterThanOrEqual(height - distance - Math.min(...heights))
      expect(addressZone.bottom).toBeLessThanOrEqual(panel - distance)
    },
  )
})

/** The notice's fonts draw digits and capitals 0.73 of their size high. */
const top = ({ baseline, size }: ReadLine) => baseline - 0.73 * size
const groups = identifierNumber(12_345).split(' ')
const isOfIdentifier = ({ text }: ReadLine) => groups.some((group) => text.includes(group))

async function linesOf(options: RunOptions) {
  const voter = { identifier: identifierNumber(12_345), first_name: 'Marie-Christine' }
  const files = ['', 'grand'].map((format) => run([{ ...voter, format }], options))
  const pages = (await Promise.all(files)).flatMap(({ pdf, names }) =>
    pdf(names()[0] ?? '').pages.slice(1),
  )
  return pages.map(({ lines }) => lines)
}

describe('through a window', () => {
  const lengths = Array.from({ length: 21 }, (_, at) => Math.max(1, 6 * at))
  const titles = ['W', 'É', 'élections ']

  it.each(sized([1, 40, 80, 120], lengths))(
    'no identifier shows, with a title and an organiser of %i letters',
    async (length) => {
      for (const letters of titles) {
        const title = letters.repeat(length).slice(0, length).trim()
        const organiser = title.slice(0, 80).trim()
        const file = { title, organiser, smsSignature: 'Le Ministère' }
        const shown = (await linesOf({ file })).flatMap((lines) => lines.filter(isOfIdentifier))
        expect(shown).toHaveLength(2)
        for (const line of shown) expect(top(line)).toBeGreaterThan(toPoints(windowsEnd))
      }
    },
  )

  it("an A4 notice shows the voter's name and school", async () => {
    const [lines = []] = await linesOf({})
    const { pdf } = newPdf({ title: '', author: '', createdAt: new Date(0), compress: false })
    for (const [text, font] of [
      ['Marie-Christine', 'bold'],
      ['Lycée Jean-Exemple', 'sans'],
    ] as const) {
      const line = lines.find((one) => one.text.startsWith(text))
      if (!line) throw new Error(`${text} is not printed`)
      const width = setStyle(pdf, { font, size: line.size }).widthOfString(line.text)
      expect(line.x).toBeGreaterThanOrEqual(toPoints(addressZone.left))
      expect(line.x + width).toBeLessThanOrEqual(toPoints(addressZone.right))
      expect(top(line)).toBeGreaterThanOrEqual(toPoints(addressZone.top))
      expect(line.baseline).toBeLessThanOrEqual(toPoints(addressZone.bottom))
    }
  })
})
