import { join } from 'node:path'
import type { Election } from '../../shared/domain/election/election.ts'
import { mistakesText } from '../../shared/texts/election/election-mistakes.ts'
import { checkElectionFile } from '../../shared/tooling/election-file.ts'

const ordinaryFile = 'election.json'

/** Prints what is wrong with the file. @returns the election, or exit code 1 with mistakes, 2 if it is unreadable */
export function givenElection(
  file: string | undefined,
): { name: string; election: Election<WallInstant> } | { exitCode: 1 | 2 } {
  const name = file ?? ordinaryFile
  const checked = checkElectionFile(file ?? join(import.meta.dirname, '..', '..', ordinaryFile))
  if ('election' in checked) return { name, election: checked.election }
  if ('unreadable' in checked) {
    console.error(`${name} : ${checked.unreadable}`)
    return { exitCode: 2 }
  }
  console.error(mistakesText(name, checked.mistakes))
  return { exitCode: 1 }
}
