import { writeFile } from 'node:fs/promises'
import { ElectionError } from '../../shared/domain/election/election.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { type SampleOptions, sampleRoll } from './roll-sample.ts'
import { sampleMistakeText, sampleWrittenText, sampleRollTexts as texts } from './sample-texts.ts'

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
    console.log(
      [
        sampleWrittenText(lines, sample.mistakes.length, path),
        ...sample.mistakes.map(({ line, column }) => sampleMistakeText(line, column)),
      ].join('\n'),
    )
    return 0
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (!(error instanceof ElectionError) && syscall === undefined) throw error
    const failure = code === 'EEXIST' ? texts.alreadyThere : texts.unwritable
    console.error(error instanceof ElectionError ? error.message : failure)
    return 1
  }
}
