import { readFileSync } from 'node:fs'
import { type Election, parseElection } from '../domain/election.ts'

/** The election that was deployed with the function: `election.json` lies beside the bundle. */
export function readElection(): Election {
  return parseElection(JSON.parse(readFileSync(new URL('election.json', import.meta.url), 'utf8')))
}

/**
 * Runs `load` at the first call and keeps its result; a failure is not kept, so the next call tries again.
 */
export function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
}
