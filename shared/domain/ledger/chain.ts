import { createHash } from 'node:crypto'
import { parseMatch } from '../read-text.ts'
import { type LedgerChange, type LedgerEntry, ledgerEntry } from './entry.ts'
import type { Findings } from './findings.ts'

export interface ChainEnd {
  number: number
  hash: string
}

export const chainStart: ChainEnd = { number: 0, hash: '0'.repeat(43) }

export function chainChanges(
  end: ChainEnd,
  changes: readonly LedgerChange[],
): { lines: string; end: ChainEnd } {
  let { number, hash } = end
  const lines = changes.map((change) => {
    number++
    const entry = escapeLineEnds(JSON.stringify({ number, ...change } satisfies LedgerEntry))
    hash = hashOf(hash, entry)
    return `${hash} ${entry}\n`
  })
  return { lines: lines.join(''), end: { number, hash } }
}

/** Some programs end lines at these characters, which `JSON.stringify` leaves unescaped. */
function escapeLineEnds(json: string): string {
  return json.replace(/[\u0085\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function hashOf(previousHash: string, entry: string): string {
  return createHash('sha256').update(`${previousHash} ${entry}`).digest('base64url')
}

interface LedgerLine {
  entry: LedgerEntry
  hash: string
  text: string
}

export function readLine(line: string): LedgerLine | undefined {
  return parseMatch(line, /^([\w-]{43}) (\{.*\})$/s, (hash, text) => {
    try {
      return { entry: ledgerEntry.parse(JSON.parse(text)), hash, text }
    } catch {
      return undefined
    }
  })
}

export function endOf(lines: string): ChainEnd {
  const text = lines.trimEnd()
  const lastLine = readLine(text.slice(text.lastIndexOf('\n') + 1))
  if (!lastLine) throw new Error("A segment's last line is malformed")
  return { number: lastLine.entry.number, hash: lastLine.hash }
}

export interface SignedEnd extends ChainEnd {
  at: Date
  position?: number
}

export class LedgerCheck {
  readonly #signedEnds: ReadonlyMap<number, readonly SignedEnd[]>
  readonly #findings: Findings
  readonly attestedRanges: { from: number; to: number }[] = []
  matchingHeadCount = 0
  lastMailedEnd: SignedEnd | undefined
  end: ChainEnd = chainStart
  #lineCount = 0
  #intactFrom = 1
  #hasDiffered = false

  constructor(signedEnds: readonly SignedEnd[], findings: Findings) {
    this.#signedEnds = Map.groupBy(signedEnds, ({ number }) => number)
    this.#findings = findings
  }

  checkLine(line: string): LedgerEntry | undefined {
    this.#lineCount++
    const parsedLine = readLine(line)
    if (!parsedLine) {
      this.#findings.merge('unreadable', this.#lineCount)
      return undefined
    }
    const { entry, hash, text } = parsedLine
    const { number } = entry
    if (number <= this.end.number) {
      this.#findings.merge('out-of-order', number)
      return entry
    }
    if (number > this.end.number + 1) {
      this.#findings.merge('missing', this.end.number + 1, number - 1)
      this.#intactFrom = number + 1
    } else if (hashOf(this.end.hash, text) !== hash) {
      this.#findings.merge('altered', number)
      this.#intactFrom = number + 1
    }
    this.end = { number, hash }
    for (const signedEnd of this.#signedEnds.get(number) ?? []) this.#compare(signedEnd)
    return entry
  }

  #compare(signedEnd: SignedEnd): void {
    const { number, hash, position } = signedEnd
    const isSameHash = hash === this.end.hash
    if (position !== undefined) {
      if (!isSameHash) this.#findings.merge('own-differs', position)
      return
    }
    if (!isSameHash) {
      if (!this.#hasDiffered) this.#findings.merge('mailed-differs', number)
      this.#hasDiffered = true
      return
    }
    this.#hasDiffered = false
    this.matchingHeadCount++
    this.lastMailedEnd = signedEnd
    if (number < this.#intactFrom) return
    const lastRange = this.attestedRanges.at(-1)
    if (lastRange?.from === this.#intactFrom) lastRange.to = number
    else this.attestedRanges.push({ from: this.#intactFrom, to: number })
  }

  finish(): void {
    let lastMailedNumber = this.end.number
    for (const { number, position } of [...this.#signedEnds.values()].flat()) {
      if (number <= this.end.number) continue
      if (position !== undefined) this.#findings.merge('own-beyond', position)
      else lastMailedNumber = Math.max(lastMailedNumber, number)
    }
    if (lastMailedNumber > this.end.number) this.#findings.merge('mailed-beyond', lastMailedNumber)
  }
}
