import { noSchoolText } from '../../shared/texts/roll/notice.ts'
import { leading, linesOf, type Pdf, type Type } from '../../shared/tooling/pdf-document.ts'
import { addressZone, inPoints } from './envelope-windows.ts'
import { fullName, type NoticeRow } from './notice-rows.ts'

const width = inPoints(addressZone.right - addressZone.left)
const height = inPoints(addressZone.bottom - addressZone.top)
const largest = 13
/** A name too long for this type goes on below the window. */
const smallestInWindow = 9

/** Sets name, school and a homonym's e-mail uncut, in the largest type that fits. @param room height in points */
export function addressLines(pdf: Pdf, row: NoticeRow, room: number) {
  for (let size = largest; ; size *= 0.95) {
    const name: Type = { font: 'bold', size }
    const smallType: Type = { font: 'sans', size: size * 0.8 }
    const lines = [
      { type: name, lines: linesOf(pdf, fullName(row), name, width) },
      { type: smallType, lines: linesOf(pdf, row.school || noSchoolText, smallType, width) },
      ...(row.email ? [{ type: smallType, lines: linesOf(pdf, row.email, smallType, width) }] : []),
    ]
    const neededHeight = lines.reduce(
      (sum, { type, lines: { length } }) => sum + length * leading(type),
      0,
    )
    if (neededHeight <= (size >= smallestInWindow ? height : room)) return lines
  }
}
