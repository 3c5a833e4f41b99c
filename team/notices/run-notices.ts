import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { withProgressBar } from '../progress-bar.ts'
import { explained } from '../reach-election.ts'
import { type NoticesOutcome, printNotices } from './print-notices.ts'
import { unprintableText } from './printed-fields.ts'
import type { LineProblem } from './read-notices.ts'
import { isAddressOf, isNameOfAws, siteAddress } from './site-address.ts'
import { noticesCommandText as texts } from './texts.ts'

export interface NoticesOptions {
  out: string
  election: string
  site: string
  split: 'school' | 'none'
  replace?: boolean
}

const misuse = 2

export async function runPrint(
  path: string,
  { out, election, site, split, replace = false }: NoticesOptions,
): Promise<number> {
  const siteUrl = siteAddress(site)
  if (!siteUrl) {
    console.error(texts.badSite(site))
    return misuse
  }
  try {
    const described = readElectionFile(election)
    const { domain } = described.site
    if (domain && !isAddressOf(domain, siteUrl)) {
      console.error(texts.anotherSite(siteUrl, election, domain))
      return misuse
    }
    const outcome = await withProgressBar(texts.printing, 'rate', true, (bar) =>
      printNotices({
        path,
        folder: out,
        election: described,
        siteUrl,
        split,
        isReplacing: replace,
        progress: bar.at,
      }),
    )
    if (outcome.outcome === 'printed' && isNameOfAws(siteUrl))
      console.error(texts.nameOfAws(siteUrl))
    return tell(outcome, { path, folder: out, election })
  } catch (error) {
    console.error(explained(error))
    return 1
  }
}

function tell(
  result: NoticesOutcome,
  { path, folder, election }: { path: string; folder: string; election: string },
): number {
  switch (result.outcome) {
    case 'printed':
      console.log(texts.done(result.notices, result.files, folder))
      return 0
    case 'folder':
      console.error(
        result.problem === 'taken' ? texts.folderTaken(folder) : texts.folderForeign(folder),
      )
      return misuse
    case 'unprintable-election':
      console.error(
        [
          `${election} : rien n'a été imprimé.`,
          ...result.texts.map(({ field, character }) => `  ${unprintableText(field, character)}`),
          'Remplacez ces caractères, puis relancez.',
        ].join('\n'),
      )
      return 1
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
  if (typeof problem === 'string') return texts.atLine(line, problems[problem])
  return texts.atLine(
    line,
    'notInFont' in problem
      ? problems.notInFont(problem.notInFont)
      : problems.repeated(problem.repeatedOfLine),
  )
}
