import { setImmediate as turn } from 'node:timers/promises'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'

/** Imitates a bucket: each call takes a while, and only `put` decides between concurrent writers. */
export function inMemoryTexts(kept: string[] = [], clock = () => new Date()) {
  const times = kept.map(clock)
  /** Later versions of a text: another text, or a delete marker. */
  const over = new Map<number, { other?: string }[]>()
  /** Texts removed without a trace, which an object lock allows only after its end. */
  const gone = new Set<number>()
  const strays: string[] = []
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
    async has(number) {
      await turn()
      return number <= kept.length
    },
    async read(number: number) {
      await turn()
      const text = kept[number - 1]
      if (text === undefined) throw new Error(`Nothing at ${number}`)
      return text
    },
    async writtenAt(number) {
      await turn()
      return times[number - 1]
    },
    async readVersion(number: number) {
      return this.read(number)
    },
    async *list() {
      const numbers = kept.map((_, index) => index + 1).filter((number) => !gone.has(number))
      for (const number of numbers) {
        await turn()
        const later = over.get(number) ?? []
        const others = later.filter(({ other }) => other !== undefined)
        const isDeleted = others.length < later.length
        yield { name: `${number}`, number, first: '1', versions: 1 + others.length, isDeleted }
      }
      for (const name of strays) {
        yield { name, number: undefined, first: '1', versions: 1, isDeleted: false }
      }
    },
  } satisfies NumberedTexts & Record<string, unknown>
}
