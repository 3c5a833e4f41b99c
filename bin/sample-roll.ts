import { writeFile } from 'node:fs/promises'
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

/** Longer ones would not fit in a string. */
const mostLines = 3_000_000

const command = frenchCommand({ ...texts, usage: 'FICHIER [options]' })
  .argument('<FICHIER>', texts.file)
  .option('--lines <N>', texts.lines, whole, 1000)
  .option('--mistakes <N>', texts.mistakes, whole, 0)
  .addOption(
    new Option('--election <FICHIER>', texts.election).default(
      join(import.meta.dirname, '..', 'election.json'),
      'election.json',
    ),
  )
  .action(exiting(write))

await runInFrench(command)

async function write(path: string, { election, lines, mistakes }: Options): Promise<number> {
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

function whole(typed: string): number {
  if (/^\d+$/.test(typed) && Number(typed) <= mostLines) return Number(typed)
  throw new InvalidArgumentError(wholeNumberText(0, mostLines))
}
