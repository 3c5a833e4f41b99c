import { type Guard, intercept } from './interception.ts'

/** Makes each call on a port wait for its turn. */
export type Gate = Guard

/** What runs side by side, and what must hold once all have ended. */
export interface Interleaving {
  operations: ((gate: Gate) => Promise<unknown>)[]
  check(): void | Promise<void>
}

/**
 * Runs the operations once for every order in which the calls of its operations can follow one another: the
 * operations wait at each call until it is theirs, and every choice that there is gets made.
 * @returns how many orders there were
 */
export async function everyInterleaving(start: () => Promise<Interleaving>): Promise<number> {
  /** Which of the operations that waited went on, at each step, and how many of them there were. */
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
    // Each runs until its next call: only then is there a choice.
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
