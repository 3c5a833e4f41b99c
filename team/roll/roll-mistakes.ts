import { type RollMistakeCode, type RollMistakeDetails, rollMistakeText } from './mistake-texts.ts'

export interface RollMistake {
  /** Of the file, as an editor counts it. */
  line: number
  /** As the header of the file names it; empty when it is about the whole line. */
  column: string
  code: RollMistakeCode
  /** Of the line's voter, if it can be read: to find the line. */
  email?: string | undefined
  /** Never a NUMEN nor a birth date. */
  value?: string | undefined
  /** In French. */
  message: string
  /** How to correct it, in French. */
  fix: string
  /** Where the value was first. */
  otherLine?: number | undefined
}

/** A file that is wrong in every line says nothing more in its last ones. */
const mostKept = 10_000

/** Counts all mistakes and keeps the first ones. */
export class MistakeList {
  readonly kept: RollMistake[] = []
  count = 0
  lineCount = 0
  #lastLine = 0

  add(line: number, code: RollMistakeCode, details: RollMistakeDetails, email?: string): void {
    this.count += 1
    if (line !== this.#lastLine) this.lineCount += 1
    this.#lastLine = line
    if (this.kept.length === mostKept) return
    const { column, value, otherLine } = details
    const texts = rollMistakeText(code, details)
    this.kept.push({ line, column, code, email, value, ...texts, otherLine })
  }
}

/** What a mistake may show of a value: a NUMEN or a date that stands in a wrong column is not shown. */
export function shown(value: string): string | undefined {
  // In any script or case, with O for 0 and I or L for 1, as NUMEN are read.
  const compact = value
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}\p{C}]/gu, '')
    .replace(/(?<=\d[oil]*)[oil]|[oil](?=[oil]*\d)/gi, '0')
  if (/\d{2}[a-z]\d{5}|\d{5}/i.test(compact)) return undefined
  const line = value.replace(/\p{C}/gu, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
