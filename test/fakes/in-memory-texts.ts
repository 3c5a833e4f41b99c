import { setImmediate as turn } from 'node:timers/promises'
import type { LedgerSegments } from '../../shared/domain/ledger/ledger-writer.ts'

/** As a bucket keeps them: each call takes a while, and only `put` decides. */
export function inMemoryTexts(
  kept: string[] = [],
  clock = () => new Date(),
): LedgerSegments & { all: string[] } {
  const times = kept.map(clock)
  return {
    all: kept,
    async put(number, text) {
      await turn()
      if (number <= kept.length) return false
      if (number > kept.length + 1) throw new Error(`A gap before ${number}`)
      kept.push(text)
      times.push(clock())
      return true
    },
    async has(number) {
      await turn()
      return number <= kept.length
    },
    async read(number) {
      await turn()
      const text = kept[number - 1]
      if (text === undefined) throw new Error(`Nothing at ${number}`)
      return text
    },
    async writtenAt(number) {
      await turn()
      return times[number - 1]
    },
  }
}
