import { createHash } from 'node:crypto'
import { readForm } from '../read-form.ts'
import { type LedgerChange, type LedgerEntry, ledgerEntry } from './entry.ts'

// A line of the ledger is `hash entry`: the hash is of the line's own entry and of the hash before, so that no entry
// can change, go, come or move without all hashes after it.

/** Where a ledger ends: its last entry, and that entry's hash. */
export interface LedgerEnd {
  number: number
  /** 43 characters, base64url. */
  hash: string
}

/** Of a ledger that has none. */
export const noEntry: LedgerEnd = { number: 0, hash: '0'.repeat(43) }

/** The changes as lines of a ledger that ends there. */
export function chained(
  end: LedgerEnd,
  changes: readonly LedgerChange[],
): { lines: string; end: LedgerEnd } {
  let { number, hash } = end
  const lines = changes.map((change) => {
    number++
    const entry = inOneLine(JSON.stringify({ number, ...change } satisfies LedgerEntry))
    hash = hashOf(hash, entry)
    return `${hash} ${entry}\n`
  })
  return { lines: lines.join(''), end: { number, hash } }
}

/** Escapes what some readers take for the end of a line, and JSON does not escape by itself. */
function inOneLine(json: string): string {
  return json.replace(/[\u0085\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function hashOf(before: string, entry: string): string {
  return createHash('sha256').update(`${before} ${entry}`).digest('base64url')
}

interface LedgerLine {
  entry: LedgerEntry
  hash: string
  /** As it was hashed. */
  text: string
}

/** @returns undefined of what is no line of a ledger */
export function readLine(line: string): LedgerLine | undefined {
  return readForm(line, /^([\w-]{43}) (\{.*\})$/s, (hash, text) => {
    try {
      return { entry: ledgerEntry.parse(JSON.parse(text)), hash, text }
    } catch {
      return undefined
    }
  })
}

/** @param lines of a segment, one at least @throws Error when its last line is none of a ledger */
export function endOf(lines: string): LedgerEnd {
  const text = lines.trimEnd()
  const last = readLine(text.slice(text.lastIndexOf('\n') + 1))
  if (!last) throw new Error('A segment of the ledger ends in what is no line of it')
  return { number: last.entry.number, hash: last.hash }
}

/** What is not as it was written. */
export type LedgerMistake =
  | { kind: 'unreadable'; line: number }
  /** Its hash is not that of its content and of the entry before. */
  | { kind: 'altered'; number: number }
  | { kind: 'missing'; from: number; to: number }
  | { kind: 'out-of-place'; number: number }
  /** The ledger is sound by itself, and another than the one that was told: from after `agrees` to `number`. */
  | { kind: 'not-as-told'; number: number; agrees: number }
  /** It was told of an entry that it ends before. */
  | { kind: 'cut'; number: number; end: number }

/**
 * Looks at each line in turn. What was changed, taken out or moved is named by its number; a ledger that was made anew
 * from some entry on differs from the ends that were told.
 */
export class LedgerCheck {
  readonly #told: ReadonlyMap<number, ReadonlySet<string>>
  #end: LedgerEnd = noEntry
  #lines = 0
  #agrees = 0
  readonly #missing = new Set<number>()
  readonly #mistakes: Exclude<LedgerMistake, { kind: 'missing' }>[] = []

  /** @param told ends, as they were told when the ledger had them */
  constructor(told: readonly LedgerEnd[]) {
    const byNumber = new Map<number, Set<string>>()
    for (const { number, hash } of told) {
      byNumber.set(number, (byNumber.get(number) ?? new Set()).add(hash))
    }
    this.#told = byNumber
  }

  /** @returns its entry; undefined of what is none */
  take(line: string): LedgerEntry | undefined {
    this.#lines++
    const read = readLine(line)
    if (!read) {
      this.#mistakes.push({ kind: 'unreadable', line: this.#lines })
      return undefined
    }
    const { entry, hash, text } = read
    const { number } = entry
    if (number <= this.#end.number) {
      this.#missing.delete(number)
      this.#mistakes.push({ kind: 'out-of-place', number })
      return entry
    }
    const follows = number === this.#end.number + 1
    // What follows a gap cannot be checked against what is not there.
    for (let absent = this.#end.number + 1; absent < number; absent++) this.#missing.add(absent)
    if (follows && hashOf(this.#end.hash, text) !== hash) {
      this.#mistakes.push({ kind: 'altered', number })
    }
    this.#end = { number, hash }
    this.#compare(number, hash)
    return entry
  }

  #compare(number: number, hash: string): void {
    const told = this.#told.get(number)
    if (!told) return
    if (told.size === 1 && told.has(hash)) this.#agrees = number
    else this.#mistakes.push({ kind: 'not-as-told', number, agrees: this.#agrees })
  }

  /** Once all lines are taken. */
  result(): { end: LedgerEnd; agrees: number; mistakes: LedgerMistake[] } {
    const furthest = Math.max(0, ...this.#told.keys())
    const cut: LedgerMistake[] =
      furthest > this.#end.number ? [{ kind: 'cut', number: furthest, end: this.#end.number }] : []
    return {
      end: this.#end,
      agrees: this.#agrees,
      mistakes: [...rangesOf([...this.#missing]), ...this.#mistakes, ...cut],
    }
  }
}

/** @param numbers in order */
function rangesOf(numbers: readonly number[]): LedgerMistake[] {
  const ranges: { kind: 'missing'; from: number; to: number }[] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && last.to === number - 1) last.to = number
    else ranges.push({ kind: 'missing', from: number, to: number })
  }
  return ranges
}
