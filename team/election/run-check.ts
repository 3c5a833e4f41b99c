import { givenElection } from './given-election.ts'
import { odditiesOf } from './oddities.ts'
import { readBack } from './read-back.ts'
import { checkElectionTexts as texts } from './texts.ts'

/** @returns the exit code: 1 when the file has mistakes, 2 when it cannot be read */
export function runCheck({ election: file }: { election: string }): number {
  const given = givenElection(file)
  if ('exitCode' in given) return given.exitCode
  const { name, election } = given
  const oddities = odditiesOf(election, new Date())
  console.log([texts.usable(name), readBack(election), texts.toCheck(oddities)].join('\n\n'))
  return 0
}
