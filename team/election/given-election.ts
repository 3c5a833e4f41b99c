import type { Election } from '../../shared/domain/election/election.ts'
import { mistakesText } from '../../shared/texts/election/election-mistakes.ts'
import { checkElectionFile } from '../../shared/tooling/election-file.ts'
import { CommandError } from '../command-error.ts'

/** @throws CommandError with what is wrong in the file, or exit code 2 if it is unreadable */
export function givenElection(file: string, exitCode = 1): Election<WallInstant> {
  const checked = checkElectionFile(file)
  if ('election' in checked) return checked.election
  if ('unreadable' in checked) throw new CommandError(`${file} : ${checked.unreadable}`, 2)
  throw new CommandError(mistakesText(file, checked.mistakes), exitCode)
}
