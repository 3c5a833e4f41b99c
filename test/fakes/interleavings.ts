import { type Guard, intercept } from './interception.ts'

export type Gate = Guard

export interface Interleaving {
  operations: ((gate: Gate) => Promise<unknown>)[]
  check(): void | Promise<void>
}

/**
 * Runs the operations once for every possible order of their calls: each call waits for its turn, and every choice is
 * explored.
 * @returns the number of orders
 */
export async function everyInterleaving(start: () => Promise<Interleaving>): Promise<number> {
  /** The waiting operation that proceeded at each step, and the number that waited. */
  let choices: { taken: number; among: number }[] = []
  for (let played = 1; ; played++) {
    const interleaving = await start()
    choices = await play(interleaving, choices)
    await interleaving.check()
    const last = choices.findLastIndex(({ taken, among }) => taken < among - 1)
    const next = choices[last]
    if (!next) return played
    next.taken++
    choices.length = last + 1
  }
}

async function play(
  { operations }: Interleaving,
  planned: readonly { taken: number; among: number }[],
): Promise<{ taken: number; among: number }[]> {
  const waiting = new Map<number, () => void>()
  let running = operations.length
  const failures: unknown[] = []
  operations.forEach((operation, position) => {
    const gate: Gate = (port) =>
      intercept(port, async ({ run }) => {
        await new Promise<void>((goOn) => waiting.set(position, goOn))
        return run()
      })
    operation(gate)
      .catch((error: unknown) => failures.push(error))
      .finally(() => {
        running--
      })
  })
  const made: { taken: number; among: number }[] = []
  while (true) {
    // Each operation runs until its next call: only then is there a choice.
    for (let turns = 0; waiting.size < running; turns++) {
      if (turns === 10_000) throw new Error('An operation waits for something that is not gated')
      await Promise.resolve()
    }
    if (failures.length > 0) throw failures[0]
    if (running === 0) return made
    const among = [...waiting.keys()].sort()
    const taken = planned[made.length]?.taken ?? 0
    const position = among[taken] as number
    made.push({ taken, among: among.length })
    const goOn = waiting.get(position) as () => void
    waiting.delete(position)
    goOn()
  }
}
