import { setImmediate as turn } from 'node:timers/promises'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'

/** Imitates a bucket: each call takes a while, and only `put` decides between concurrent writers. */
export function inMemoryTexts(kept: string[] = [], clock = () => new Date()) {
  const times = kept.map(clock)
  const over = new Map<number, { other?: string }[]>()
  /** Texts removed without a trace, which an object lock allows only after its end. */
  const gone = new Set<number>()
  const strays: string[] = []
  function storedAt(number: number) {
    const later = over.get(number) ?? []
    const others = later.filter(({ other }) => other !== undefined)
    const [versionCount, isDeleted] = [1 + others.length, others.length < later.length]
    return {
      name: `${number}`,
      number,
      firstId: '1',
      writtenAt: times[number - 1],
      versionCount,
      isDeleted,
    }
  }
  return {
    all: kept,
    over,
    gone,
    strays,
    async put(number, text) {
      await turn()
      if (number <= kept.length) return false
      if (number > kept.length + 1) throw new Error(`A gap before ${number}`)
      kept.push(text)
      times.push(clock())
      return true
    },
    async lastNumber() {
      await turn()
      return kept.length
    },
    async find(number) {
      await turn()
      return number <= kept.length ? storedAt(number) : undefined
    },
    async read(number: number) {
      await turn()
      const text = kept[number - 1]
      if (text === undefined) throw new Error(`Nothing at ${number}`)
      return text
    },
    async *list() {
      for (let number = 1; number <= kept.length; number++) {
        await turn()
        if (!gone.has(number)) yield storedAt(number)
      }
      for (const name of strays) {
        yield { name, number: undefined, firstId: '1', versionCount: 1, isDeleted: false }
      }
    },
  } satisfies NumberedTexts & Record<string, unknown>
}
