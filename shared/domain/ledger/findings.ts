import type { Finding, RangeKind } from '../../texts/ledger/verdict.ts'

/** Keeps a file that is no ledger from filling the memory. */
const mostListed = 1000

/** Collects anomalies; consecutive numbers become one finding. */
export class Findings {
  readonly listed: Finding[] = []
  /** Count of the findings beyond those listed. */
  more = 0
  readonly #last = new Map<string, { to: number }>()

  add(finding: Finding): void {
    if (this.listed.length < mostListed) this.listed.push(finding)
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

  /** Returns true if the entry counted as missing so far, and removes that finding. */
  isMoved(number: number): boolean {
    const index = this.listed.findIndex(
      (one) => one.kind === 'missing' && one.from <= number && number <= one.to,
    )
    const found = this.listed[index]
    if (found?.kind !== 'missing') return false
    const rest = [
      { ...found, to: number - 1 },
      { ...found, from: number + 1 },
    ]
    this.listed.splice(index, 1, ...rest.filter(({ from, to }) => from <= to))
    this.#last.delete('missing')
    return true
  }
}
