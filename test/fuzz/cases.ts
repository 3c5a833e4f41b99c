import type { Parameters } from 'fast-check'

const asked = Number(process.env.FUZZ_CASES ?? '')

export const routeCases = asked || 1000

export const caseCount = (usual: number): number => (asked ? Math.ceil(asked / 10) : usual)

/** Each voter is refused nineteen identities a day, and answered no more that day. */
export const knownVoters = asked ? 100 : 20

/** Replays a run: `FUZZ_SEED=… npm run fuzz`. */
export const seed = Number(process.env.FUZZ_SEED ?? '') || Date.now() % 2 ** 31

/** Prints the seed first, so that it is known even if the process dies. */
export function propertyOptions<Case>(what: string, numRuns: number): Parameters<Case> {
  console.log(`${what}: ${numRuns} cases, FUZZ_SEED=${seed}`)
  return { seed, numRuns, endOnFailure: numRuns > 10_000 }
}

/** A marker in every hostile text: no answer and no log line may contain it. */
export const marker = 'kQ7zWx'
