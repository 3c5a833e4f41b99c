import type { Finding, RangeKind } from '../../texts/ledger/verdict.ts'

/** So that a file that is no ledger fills no memory. */
const mostListed = 1000

/** Collects what is not as it was written; consecutive numbers become one finding. */
export class Findings {
  readonly listed: Finding[] = []
  /** Those beyond what is listed. */
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

  /** @returns whether this entry was missing so far: it is somewhere else */
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
