import { printable } from '../../shared/texts/election/election-mistakes.ts'
import { count } from '../../shared/texts/numbers.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { odditiesOf } from './oddities.ts'
import { readBack } from './read-back.ts'

export function runCheck({ election: file }: { election: string }): number {
  const election = readElectionFile(file)
  const oddities = odditiesOf(election, new Date())
  console.log(
    [
      `${file} : aucune faute. Relisez ce qui suit.`,
      readBack(election),
      toCheckText(oddities),
    ].join('\n\n'),
  )
  return 0
}

const toCheckText = (oddities: readonly string[]) =>
  oddities.length === 0
    ? 'Rien de particulier à vérifier.'
    : [
        `À vérifier : ${count(oddities.length, 'point')}.`,
        ...oddities.map((text) => `  - ${printable(text)}`),
      ].join('\n')
