import { rollMistakeTexts } from './mistake-texts.ts'

export type RollMistakeCode = keyof typeof rollMistakeTexts

/** What is wrong, with what its sentences name. */
export interface Wrong {
  code: RollMistakeCode
  detail?: string | undefined
  /** The names that could stand there. */
  known?: readonly string[]
}

export interface RollMistake {
  /** Of the file, as an editor counts it. */
  line: number
  /** As the file's header names it; empty when the mistake is about the whole line. */
  column: string
  code: RollMistakeCode
  /** Of the line's voter, if it can be read: to find the line. */
  email: string
  /** In French. */
  message: string
  /** How to correct it, in French. */
  fix: string
}

/** A file that is wrong in every line says nothing more in its last ones. */
const mostKept = 10_000
const mostListed = 30

/** Counts all mistakes and keeps the first ones. */
export class MistakeList {
  readonly kept: RollMistake[] = []
  count = 0
  lineCount = 0
  #lastLine = 0

  add(line: number, column: string, { code, detail = '', known = [] }: Wrong, email = ''): void {
    this.count += 1
    if (line !== this.#lastLine) this.lineCount += 1
    this.#lastLine = line
    if (this.kept.length === mostKept) return
    const names = known.length > mostListed ? [...known.slice(0, mostListed), '…'] : known
    const [message, fix] = rollMistakeTexts[code].map((text) =>
      text.replace(/\{(\w*)\}/g, (_, what) =>
        what === 'column' ? column : what === 'known' ? names.join(', ') : detail,
      ),
    ) as [string, string]
    this.kept.push({ line, column, code, email, message, fix })
  }
}

/** « : « value » », or nothing when the value may be a NUMEN or a date that stands in a wrong column. */
export function quoted(value: string): string {
  const text = shown(value)
  return text === undefined ? '' : ` : « ${text} »`
}

/** @returns nothing when the value may be a NUMEN or a birth date */
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
