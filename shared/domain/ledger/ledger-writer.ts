import { type ChainEnd, chainChanges, chainStart, endOf, readLine } from './chain.ts'
import type { LedgerChange } from './entry.ts'
import type { NumberedTexts } from './numbered-texts.ts'

interface LedgerPosition {
  segment: number
  end: ChainEnd
}

export interface AppendResult extends LedgerPosition {
  entryCount: number
}

const readConcurrency = 25

const clockSkewMilliseconds = 60_000

export function ledgerWriter(
  segments: Pick<NumberedTexts, 'put' | 'find' | 'lastNumber' | 'read'>,
  maxEvents = 5_000_000,
): (changes: readonly LedgerChange[]) => Promise<AppendResult> {
  let position: LedgerPosition = { segment: 0, end: chainStart }
  const events = new Set<string>()
  /** First segment whose event ids are in `events`. */
  let firstKnownSegment = 1
  /** No segment before `firstKnownSegment` has a change made since this time, in Unix milliseconds. */
  let coveredSince = Number.POSITIVE_INFINITY

  /** Skips a lost segment, which must not stop the ledger. */
  async function rememberEvents(number: number): Promise<void> {
    const segment = await segments.find(number)
    if (segment) rememberText(await segments.read(number, segment.firstId))
  }

  function rememberText(text: string): void {
    for (const line of text.split('\n')) {
      const event = readLine(line)?.entry.event
      if (event) events.add(event)
    }
  }

  async function readEvents(from: number, to: number): Promise<void> {
    for (let number = from; number <= to; number += readConcurrency) {
      const count = Math.min(readConcurrency, to - number + 1)
      await Promise.all(Array.from({ length: count }, (_, index) => rememberEvents(number + index)))
    }
  }

  async function catchUp(lastSegment: number): Promise<void> {
    if (lastSegment <= position.segment) return
    if (position.segment === 0) firstKnownSegment = lastSegment
    else await readEvents(position.segment + 1, lastSegment - 1)
    const text = await segments.read(lastSegment)
    rememberText(text)
    advance({ segment: lastSegment, end: endOf(text) })
  }

  const advance = (next: LedgerPosition) => {
    if (next.segment > position.segment) position = next
  }

  async function readBackTo(oldestTime: number): Promise<void> {
    let [before, from] = [0, firstKnownSegment]
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2)
      const { writtenAt } = (await segments.find(middle)) ?? {}
      if (writtenAt && writtenAt.getTime() < oldestTime - clockSkewMilliseconds) before = middle
      else from = middle
    }
    await readEvents(from, firstKnownSegment - 1)
    firstKnownSegment = from
    coveredSince = oldestTime
  }

  return async (changes) => {
    const oldestTime = Math.min(...changes.map(({ at }) => at.getTime()))
    await catchUp(await segments.lastNumber())
    for (;;) {
      if (oldestTime < coveredSince) await readBackTo(oldestTime)
      const newChanges = changes.filter(({ event }) => !events.has(event))
      if (newChanges.length === 0) return { ...position, entryCount: 0 }
      const { lines, end } = chainChanges(position.end, newChanges)
      const next = { segment: position.segment + 1, end }
      if (await segments.put(next.segment, lines)) {
        advance(next)
        for (const { event } of newChanges) events.add(event)
        if (events.size > maxEvents) {
          events.clear()
          firstKnownSegment = position.segment + 1
          coveredSince = Number.POSITIVE_INFINITY
        }
        return { ...next, entryCount: newChanges.length }
      }
      await catchUp(next.segment)
    }
  }
}
