import { Command, CommanderError, Option } from 'commander'
import { readElectionFile } from '../lib/election-file.ts'
import { ElectionError } from '../shared/domain/election.ts'
import {
  noticesHelp,
  noticesMisuseText,
  noticesCommandText as texts,
} from '../shared/texts/notice-command.ts'
import type { LineProblem } from '../team/notices/index-notices.ts'
import { noticesProgress } from '../team/notices/notices-progress.ts'
import { type NoticesOutcome, printNotices } from '../team/notices/print-notices.ts'
import { siteAddress } from '../team/notices/site-address.ts'

// `npm run notices`: the printed notices. `npm run notices -- --help` says more.

interface Options {
  out: string
  election: string
  site: string
  split: 'school' | 'none'
  replace: boolean
}

const misuse = 2

try {
  process.exitCode = await main()
} catch (error) {
  if (error instanceof CommanderError) {
    const [, named = ''] = /'([^' ]+)/.exec(error.message) ?? []
    if (error.exitCode !== 0) console.error(noticesMisuseText(error.code, named))
    process.exitCode = error.exitCode === 0 ? 0 : misuse
  } else if (error instanceof ElectionError) {
    console.error(error.message)
    process.exitCode = 1
  } else throw error
}

async function main(): Promise<number> {
  const command = commandLine().parse()
  const path = command.args[0] as string
  const { out, election, site, split, replace } = command.opts<Options>()
  const siteUrl = siteAddress(site)
  if (!siteUrl) {
    console.error(texts.badSite(site))
    return misuse
  }
  const progress = noticesProgress()
  try {
    const outcome = await printNotices({
      path,
      folder: out,
      election: readElectionFile(election),
      siteUrl,
      split,
      isReplacing: replace,
      progress: progress.update,
    })
    progress.stop()
    return tell(outcome, path, out)
  } catch (error) {
    progress.stop()
    const { code, path: failed } = error as NodeJS.ErrnoException
    if (!code || error instanceof ElectionError) throw error
    console.error(failed === path ? texts.cannotRead(path) : texts.cannotWrite(out, code))
    return 1
  }
}

function tell(result: NoticesOutcome, path: string, folder: string): number {
  switch (result.outcome) {
    case 'printed':
      console.log(texts.done(result.notices, result.files, folder))
      return 0
    case 'folder':
      console.error(
        result.problem === 'taken' ? texts.folderTaken(folder) : texts.folderForeign(folder),
      )
      return misuse
    case 'empty':
      console.error(texts.noVoter(path))
      return 1
    case 'missing-columns':
      console.error(texts.missingColumns(result.columns))
      return 1
    case 'refused':
      console.error(texts.refused(result.problems.map(lineText), result.total))
      return 1
  }
}

function lineText({ line, problem }: LineProblem): string {
  const { problems } = texts
  return texts.atLine(
    line,
    typeof problem === 'string' ? problems[problem] : problems.repeated(problem.repeatedOfLine),
  )
}

function commandLine(): Command {
  const { headings, defaultValue } = noticesHelp
  return new Command('notices')
    .usage(noticesHelp.usage.replace('npm run notices -- ', ''))
    .description(noticesHelp.description)
    .argument('<notices.csv>', noticesHelp.file)
    .requiredOption('--out <DOSSIER>', noticesHelp.out)
    .requiredOption('--site <ADRESSE>', noticesHelp.site)
    .option('--election <FICHIER>', `${noticesHelp.election} ${defaultValue('election.json')}`)
    .addOption(
      new Option('--split <school|none>', `${noticesHelp.split} ${defaultValue('school')}`).choices(
        ['school', 'none'],
      ),
    )
    .option('--replace', noticesHelp.replace, false)
    .helpOption('-h, --help', noticesHelp.help)
    .addHelpText('after', noticesHelp.after)
    .setOptionValue('election', 'election.json')
    .setOptionValue('split', 'school')
    .configureHelp({
      commandUsage: () => noticesHelp.usage,
      optionDescription: ({ description }) => description,
      styleTitle: (title) =>
        headings[title.replace(':', '').toLowerCase() as keyof typeof headings] ?? title,
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride()
}
