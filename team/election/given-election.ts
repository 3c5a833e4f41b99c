import { join } from 'node:path'
import type { Election } from '../../shared/domain/election/election.ts'
import { mistakesText } from '../../shared/texts/election/election-mistakes.ts'
import { checkElectionFile } from '../../shared/tooling/election-file.ts'

const ordinaryFile = 'election.json'

/**
 * The election of the file that a command was given, and the name to call it by. What is wrong with it is said.
 * @param file undefined is the repository's own
 * @returns or an exit code: 1 when the file has mistakes, 2 when it cannot be read
 */
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
