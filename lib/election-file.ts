import { readFileSync } from 'node:fs'
import { type Election, ElectionError, parseElection } from '../shared/domain/election.ts'
import { unknownTerritories } from '../shared/domain/phone.ts'

/**
 * Reads an election's configuration before anything is deployed.
 * @throws ElectionError that names the file and each field that is wrong
 */
export function readElectionFile(path: string): Election {
  try {
    const election = parseElection(parseJson(readFileSync(path, 'utf8')))
    const unknown = unknownTerritories(election.territories)
    if (unknown.length === 0) return election
    throw new ElectionError(`  territories: no territory has the code ${unknown.join(', ')}`)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new ElectionError(`${path}\n${error.message}`)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ElectionError(`  (whole file): is not JSON: ${(error as Error).message}`)
  }
}
