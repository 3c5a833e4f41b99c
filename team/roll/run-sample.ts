import { writeFile } from 'node:fs/promises'
import { count } from '../../shared/texts/numbers.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { explained } from '../reach-election.ts'
import { type SampleOptions, sampleRoll } from './roll-sample.ts'

type Options = Omit<SampleOptions, 'ballots'> & { election: string }

/** Writes a roll of invented voters. @returns the exit code */
export async function runSample(path: string, { election, lines }: Options): Promise<number> {
  try {
    const ballots = readElectionFile(election).ballots.map(({ id }) => id)
    await writeFile(path, sampleRoll({ lines, ballots }), { flag: 'wx', mode: 0o600 })
    console.log(`${count(lines, 'électeur')} dans ${path}.`)
    return 0
  } catch (error) {
    console.error(explained(error))
    return 1
  }
}
