import { createHash } from 'node:crypto'
import { seeded } from '../builders/seeded.ts'

export interface Chance {
  /** From 0 to 1, 1 excluded. */
  next(): number
  happens(share: number): boolean
  between(least: number, most: number): number
}

/**
 * The same sequence for the same seed and name. Each kind of fault has one of its own, so that one more
 * fault of a kind does not change what becomes of the others.
 */
export function startChance(seed: number, name: string): Chance {
  const next = seeded(createHash('sha256').update(`${seed} ${name}`).digest().readInt32BE())
  return {
    next,
    happens: (share) => next() < share,
    between: (least, most) => least + next() * (most - least),
  }
}
