import { open } from 'node:fs/promises'
import { ElectionError } from '../../shared/domain/election/election.ts'
import {
  sampleMistakeText,
  sampleWrittenText,
  sampleRollTexts as texts,
} from '../../shared/texts/roll/sample-roll.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { type SampleOptions, sampleRoll } from './roll-sample.ts'

type Options = Omit<SampleOptions, 'ballots'> & { election: string }

/** Told as it is, without its stack. */
class Refusal extends Error {}

export async function runSample(path: string, options: Options): Promise<number> {
  try {
    await writeSample(path, options)
    return 0
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof ElectionError)) throw error
    console.error(error.message)
    return 1
  }
}

async function writeSample(path: string, { election, ...options }: Options): Promise<void> {
  if (options.mistakes * 2 > options.lines) throw new Refusal(texts.tooManyMistakes)
  const ballots = readElectionFile(election).ballots.map(({ id }) => id)
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(error.code === 'EEXIST' ? texts.alreadyThere : texts.unwritable)
  })
  const places: string[] = []
  try {
    for (const { bytes, mistakes } of sampleRoll({ ...options, ballots })) {
      await file.write(bytes)
      for (const { line, column, code } of mistakes) {
        places.push(sampleMistakeText(line, column, code))
      }
    }
  } finally {
    await file.close()
  }
  console.log([sampleWrittenText(options.lines, options.mistakes, path), ...places].join('\n'))
}
