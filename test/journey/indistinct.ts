import { chanceLimit, distinctness, median } from './rank.ts'

const asked = Number(process.env.ENUMERATION_CALLS ?? '')

export const callsOfEach = (usual: number): number => asked || usual

/** Over 10,000 calls of each kind, 0.52 is 4.9 standard errors from a coin. */
export function farthest(one: number, other: number): number {
  return Math.min(one, other) >= 10_000 ? 0.52 : chanceLimit(one, other)
}

export interface Call<Kind extends string> {
  kind: Kind
  email: string
}

interface Seen {
  milliseconds: number
  answer: string
}

export class Findings<Kind extends string> {
  readonly times = new Map<Kind, number[]>()
  readonly answers = new Set<string>()
  readonly began = performance.now()

  add({ kind }: { kind: Kind }, { milliseconds, answer }: Seen): void {
    this.answers.add(answer)
    const times = this.times.get(kind) ?? []
    this.times.set(kind, times)
    times.push(milliseconds)
  }

  compare(what: string, one: Kind, other: Kind): number {
    const [left, right] = [this.times.get(one) ?? [], this.times.get(other) ?? []]
    const found = distinctness(left, right)
    console.log(
      `${what}, ${left.length} ${one} and ${right.length} ${other}: AUC ${found.toFixed(4)},`,
      `medians ${median(left).toFixed(3)} and ${median(right).toFixed(3)} ms,`,
      `${((performance.now() - this.began) / 1000).toFixed(0)} s`,
    )
    return found
  }
}

export async function timed(ask: () => Promise<string>): Promise<Seen> {
  const began = process.hrtime.bigint()
  const answer = await ask()
  return { milliseconds: Number(process.hrtime.bigint() - began) / 1e6, answer }
}

export const spoken = (
  status: unknown,
  headers: readonly (readonly [string, string])[],
  body: string,
) => JSON.stringify([status, headers.filter(([name]) => name.toLowerCase() !== 'date'), body])

export function nobodys(email: string): string {
  const [firstName, lastName = '', ...rest] = email.split('.')
  return [firstName, [...lastName].reverse().join(''), ...rest].join('.')
}
