import { rollFileErrorTexts } from './file-error-texts.ts'

export type RollFileErrorCode = keyof typeof rollFileErrorTexts

export interface Fault {
  code: RollFileErrorCode
  detail?: string | undefined
  names?: readonly string[]
}

export interface RollFileError {
  line: number
  column: string
  code: RollFileErrorCode
  email: string
  message: string
  fix: string
}

export const maxListedErrors = 10_000
const maxListedNames = 30

export class FileErrorList {
  readonly items: RollFileError[] = []
  count = 0
  readonly #lines = new Set<number>()

  get lineCount(): number {
    return this.#lines.size
  }

  add(line: number, column: string, { code, detail = '', names = [] }: Fault, email = ''): void {
    this.count += 1
    this.#lines.add(line)
    if (this.items.length === maxListedErrors) return
    const shortNames =
      names.length > maxListedNames ? [...names.slice(0, maxListedNames), '…'] : names
    const [message, fix] = rollFileErrorTexts[code].map((text) =>
      text.replace(/\{(\w*)\}/g, (_, placeholder) =>
        placeholder === 'column'
          ? column
          : placeholder === 'names'
            ? shortNames.join(', ')
            : detail,
      ),
    ) as [string, string]
    this.items.push({ line, column, code, email, message, fix })
  }
}

export function quotedText(value: string): string {
  const text = shownValue(value)
  return text === undefined ? '' : ` : « ${text} »`
}

/** Returns undefined if the value looks like a NUMEN or a birth date, such as « 1/2/80 », in the wrong column. */
export function shownValue(value: string): string | undefined {
  // A NUMEN may be in full-width or lower-case letters, with O for 0, and I or L for 1.
  const plainText = value.normalize('NFKC')
  const compactText = plainText
    .replace(/[\s\p{P}\p{S}\p{C}]/gu, '')
    .replace(/(?<=\d[oil]*)[oil]|[oil](?=[oil]*\d)/gi, '0')
  const isDate = /\d\D+\d/.test(plainText) && (plainText.match(/\d/g) ?? []).length > 2
  if (isDate || /\d{2}[a-z]\d{5}|\d{5}/i.test(compactText)) return undefined
  const line = value.replace(/\p{C}/gu, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
