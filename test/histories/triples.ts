import { expect, test } from 'vitest'
import { everyInterleaving, type Gate } from '../fakes/interleavings.ts'
import { sized } from '../size.ts'

type Operation<Situation> = (situation: Situation, gate: Gate) => Promise<unknown>

/** Plays three operations at once in every order of their calls: every n-th triple in part, and all in full. */
export function playTriples<Situation>(
  operations: Readonly<Record<string, Operation<Situation>>>,
  /** Called once for a triple, since it takes as long as an order. */
  prepare: () => Promise<() => Situation>,
  check: (situation: Situation) => void | Promise<void>,
  options: {
    every: number
    least: { ofTriple: number; ofAll: number }
    /** Plays only the triples with this operation. */
    including?: string | undefined
  },
): void {
  const { every, least, including } = options
  const names = Object.keys(operations)
  const triples = names.flatMap((one, first) =>
    names
      .slice(first)
      .flatMap((two, second) => names.slice(first + second).map((three) => [one, two, three])),
  )
  const playedTriples = triples
    .filter((triple) => including === undefined || triple.includes(including))
    .filter((_, index) => index % sized(every, 1) === 0)
  let played = 0

  test.each(playedTriples)('%s, %s and %s', async (...three) => {
    const start = await prepare()
    const orders = await everyInterleaving(async () => {
      const situation = start()
      const begin = (name: string) => (gate: Gate) =>
        (operations[name] as Operation<Situation>)(situation, gate)
      return { operations: three.map(begin), check: () => check(situation) }
    })
    expect(orders).toBeGreaterThanOrEqual(least.ofTriple)
    played += orders
  })

  test('enough orders were played', () => {
    console.log(`${played} orders of the calls of ${playedTriples.length} triples were played`)
    expect(played).toBeGreaterThan(least.ofAll)
  })
}
