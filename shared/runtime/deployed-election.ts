import { readFileSync } from 'node:fs'
import { type Election, parseElection } from '../domain/election/election.ts'

/** The election that was deployed with the function: `election.json` lies beside the bundle. */
export function readElection(): Election {
  return parseElection(JSON.parse(readFileSync(new URL('election.json', import.meta.url), 'utf8')))
}
