import { printable } from '../../shared/texts/election/election-mistakes.ts'
import { count } from '../../shared/texts/numbers.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { readBack } from './read-back.ts'
import { warningsOf } from './warnings.ts'

export function runCheck({ election: file }: { election: string }): number {
  const election = readElectionFile(file)
  const warnings = warningsOf(election, new Date())
  console.log(
    [
      `${file} : aucune faute. Relisez ce qui suit.`,
      readBack(election),
      toCheckText(warnings),
    ].join('\n\n'),
  )
  return 0
}

const toCheckText = (warnings: readonly string[]) =>
  warnings.length === 0
    ? 'Rien de particulier à vérifier.'
    : [
        `À vérifier : ${count(warnings.length, 'point')}.`,
        ...warnings.map((text) => `  - ${printable(text)}`),
      ].join('\n')
