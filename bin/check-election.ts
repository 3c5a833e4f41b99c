import { checkElectionTexts as texts } from '../shared/texts/election/check-election.ts'
import { givenElection } from '../team/election/given-election.ts'
import { odditiesOf } from '../team/election/oddities.ts'
import { readBack } from '../team/election/read-back.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'

// `npm run check-election`: election.json, its mistakes or what it says. `npm run check-election -- --help` says more.

const command = frenchCommand({ ...texts, usage: '[FICHIER]' })
  .argument('[FICHIER]', texts.file)
  .action(exiting(check))

await runInFrench(command)

function check(file: string | undefined): number {
  const given = givenElection(file)
  if ('exitCode' in given) return given.exitCode
  const { name, election } = given
  const oddities = odditiesOf(election, new Date())
  console.log([texts.usable(name), readBack(election), texts.toCheck(oddities)].join('\n\n'))
  return 0
}
