import type { Parameters } from 'fast-check'

/** `npm run fuzz` sets it. */
const asked = Number(process.env.FUZZ_CASES ?? '')

export const routeCases = asked || 1000

/** Of everything else, property by property: a tenth of them when `npm run fuzz` plays. */
export const otherCases = (usual: number): number => (asked ? Math.ceil(asked / 10) : usual)

/** Each is refused twenty identities a day, and answers no more that day. */
export const knownVoters = asked ? 100 : 20

/** Plays one run again: `FUZZ_SEED=… npm run fuzz`. */
export const seed = Number(process.env.FUZZ_SEED ?? '') || Date.now() % 2 ** 31

/** Says the seed before it plays, so that it is known even if the process dies. */
export function playing<Case>(what: string, numRuns: number): Parameters<Case> {
  console.log(`${what}: ${numRuns} cases, FUZZ_SEED=${seed}`)
  return { seed, numRuns, endOnFailure: numRuns > 10_000 }
}

/** In every text that a stranger types here: no answer and no line may hold it. */
export const marker = 'kQ7zWx'
