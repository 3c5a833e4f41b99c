import { writeFile } from 'node:fs/promises'
import { count } from '../../shared/texts/numbers.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { explained } from '../reach-election.ts'
import { type SampleOptions, sampleRoll } from './roll-sample.ts'

type Options = Omit<SampleOptions, 'ballots'> & { election: string }

/** Writes a roll of invented voters. @returns the exit code */
export async function runSample(
  path: string,
  { election, lines, mistakes }: Options,
): Promise<number> {
  try {
    const ballots = readElectionFile(election).ballots.map(({ id }) => id)
    const sample = sampleRoll({ lines, mistakes: Math.min(lines, mistakes), ballots })
    await writeFile(path, sample.text, { flag: 'wx', mode: 0o600 })
    const made = sample.mistakes.length
    const mistaken = `${count(made, 'ligne')} ${made > 1 ? 'fausses' : 'fausse'}`
    console.log(`${count(lines, 'électeur')}, dont ${mistaken}, dans ${path}.`)
    for (const { line, column } of sample.mistakes) {
      console.log(`  ligne ${line}, colonne ${column}`)
    }
    return 0
  } catch (error) {
    console.error(explained(error))
    return 1
  }
}
