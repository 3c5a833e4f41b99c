import type { Finding, RangeKind } from '../../texts/ledger/verdict.ts'

/** Limits memory if a file is not a ledger. */
const maxListed = 1000

/** Merges anomalies of consecutive numbers into one finding. */
export class Findings {
  readonly listed: Finding[] = []
  more = 0
  readonly #last = new Map<string, { to: number }>()

  add(finding: Finding): void {
    if (this.listed.length < maxListed) this.listed.push(finding)
    else this.more++
  }

  range(kind: RangeKind, from: number, to = from): void {
    const last = this.#last.get(kind)
    if (last && last.to === from - 1) {
      last.to = to
      return
    }
    const range = { kind, from, to }
    this.#last.set(kind, range)
    this.add(range)
  }
}
