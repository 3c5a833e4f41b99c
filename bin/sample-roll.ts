import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import { ElectionError } from '../shared/domain/election/election.ts'
import {
  sampleMistakeText,
  sampleWrittenText,
  sampleRollTexts as texts,
  wholeNumberText,
} from '../shared/texts/roll/sample-roll.ts'
import { readElectionFile } from '../shared/tooling/election-file.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'
import { type SampleOptions, sampleRoll } from '../team/roll/roll-sample.ts'

// `npm run sample-roll`: a roll of voters who do not exist. `-- --help` says more.

type Options = Omit<SampleOptions, 'ballots'> & { election: string }

/** Told as it is, without its stack. */
class Refusal extends Error {}

const command = frenchCommand({ ...texts, usage: 'FICHIER [options]' })
  .argument('<FICHIER>', texts.file)
  .option('--lines <N>', texts.lines, whole(0, 5_000_000), 1000)
  .option('--mistakes <N>', texts.mistakes, whole(0, 1_000_000), 0)
  .option('--schools <N>', texts.schools, whole(1, 100_000), 200)
  .option('--seed <N>', texts.seed, whole(0, 2 ** 31 - 2), 1)
  .addOption(
    new Option('--encoding <NOM>', texts.encoding)
      .choices(['utf-8', 'windows-1252'])
      .default('utf-8'),
  )
  .addOption(new Option('--delimiter <SIGNE>', texts.delimiter).choices([';', ',']).default(';'))
  .addOption(
    new Option('--election <FICHIER>', texts.election).default(
      join(import.meta.dirname, '..', 'election.json'),
      'election.json',
    ),
  )
  .action(exiting(write))

await runInFrench(command)

async function write(path: string, options: Options): Promise<number> {
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

function whole(minimum: number, maximum: number) {
  return (typed: string): number => {
    const value = Number(typed)
    if (/^\d+$/.test(typed) && value >= minimum && value <= maximum) return value
    throw new InvalidArgumentError(wholeNumberText(minimum, maximum))
  }
}
