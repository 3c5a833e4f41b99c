import { chained, endOf, type LedgerEnd, noEntry } from './chain.ts'
import type { LedgerChange } from './entry.ts'
import { lastNumber, type NumberedTexts } from './numbered-texts.ts'

export interface Written {
  /** Of the segment that holds them. */
  segment: number
  end: LedgerEnd
}

/**
 * Appends changes to a ledger that others append to as well. The segment itself is what decides: of two that would be
 * the next, the second is refused, and follows the first. Whoever dies after that has written, whatever they knew of
 * it; the stream then gives the same changes once more, and they stand in the ledger twice.
 */
export function ledgerWriter(
  segments: NumberedTexts,
): (changes: readonly LedgerChange[]) => Promise<Written> {
  let known: Written = { segment: 0, end: noEntry }
  return async (changes) => {
    for (;;) {
      const segment = await lastNumber(segments, known.segment)
      if (segment > known.segment) {
        known = { segment, end: endOf(await segments.read(segment)) }
      }
      const { lines, end } = chained(known.end, changes)
      const next = { segment: known.segment + 1, end }
      if (await segments.put(next.segment, lines)) {
        known = next
        return next
      }
    }
  }
}
