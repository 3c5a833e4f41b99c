import type { Finding, RangeFindingKind } from '../../texts/ledger/verdict.ts'

const maxListedFindings = 1000

export class Findings {
  readonly items: Finding[] = []
  unlistedCount = 0
  readonly #lastRanges = new Map<string, { to: number }>()

  add(finding: Finding): void {
    if (this.items.length < maxListedFindings) this.items.push(finding)
    else this.unlistedCount++
  }

  merge(kind: RangeFindingKind, from: number, to = from): void {
    const previous = this.#lastRanges.get(kind)
    if (previous && previous.to === from - 1) {
      previous.to = to
      return
    }
    const range = { kind, from, to }
    this.#lastRanges.set(kind, range)
    this.add(range)
  }
}
