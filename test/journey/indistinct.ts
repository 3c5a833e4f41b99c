import { expect } from 'vitest'
import { chanceLimit, distinctness, median, shuffled } from './rank.ts'

const asked = Number(process.env.ENUMERATION_CALLS ?? '')

export const callsPerKind = (usual: number): number => asked || usual

/** Over 10,000 calls of each kind, 0.52 is 4.9 standard errors from chance. */
const farthest = (calls: number) => (calls >= 10_000 ? 0.52 : chanceLimit(calls, calls))

/** A group ends before the sessions of its calls expire. */
const samplesOfGroup = 500

const warmUpOf = (calls: number) => Math.ceil(calls / 10)

export const samplesOf = (calls: number) => calls + warmUpOf(calls)

interface Trial<Kind extends string> {
  calls: number
  /** The first is compared with each of the others. */
  kinds: readonly [Kind, ...Kind[]]
  /** Prepares a call, untimed. @returns the timed call, which returns its whole answer */
  prepare(kind: Kind, sample: number): Promise<() => Promise<string>>
  /** Part of the answer that every kind must get. */
  answer: string
  atOnce?: number
}

export async function expectIndistinct<Kind extends string>(
  what: string,
  { calls, kinds, prepare, answer, atOnce = 1 }: Trial<Kind>,
): Promise<void> {
  const began = performance.now()
  const answers = new Set<string>()
  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]))
  const samples = Array.from({ length: samplesOf(calls) }, (_, sample) => sample)
  const groupOf = (sample: number) =>
    sample < warmUpOf(calls) ? -1 : Math.floor((sample - warmUpOf(calls)) / samplesOfGroup)
  for (const [group, members] of Map.groupBy(samples, groupOf)) {
    const left = shuffled(members.flatMap((sample) => kinds.map((kind) => ({ kind, sample }))))
    const callOneByOne = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const call = await prepare(next.kind, next.sample)
        const since = performance.now()
        answers.add(await call())
        if (group >= 0) times.get(next.kind)?.push(performance.now() - since)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, callOneByOne))
  }
  expect([...answers]).toEqual([expect.stringContaining(answer)])
  const [one, ...others] = kinds
  for (const other of others) {
    const [left, right] = [times.get(one) ?? [], times.get(other) ?? []]
    const found = distinctness(left, right)
    console.log(
      `${what}, ${left.length} ${one} and ${right.length} ${other}: AUC ${found.toFixed(4)},`,
      `medians ${median(left).toFixed(3)} and ${median(right).toFixed(3)} ms,`,
      `${((performance.now() - began) / 1000).toFixed(0)} s`,
    )
    expect(found, `${one} and ${other}`).toBeLessThanOrEqual(farthest(calls))
  }
}

export function unknownEmailLike(email: string): string {
  const [firstName, lastName = '', ...rest] = email.split('.')
  return [firstName, [...lastName].reverse().join(''), ...rest].join('.')
}
