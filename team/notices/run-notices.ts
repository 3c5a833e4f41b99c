import { count } from '../../shared/texts/numbers.ts'
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
    console.error(
      `--site : « ${site} » n'est pas une adresse en https. Exemple : --site https://vote.example.org`,
    )
    return misuse
  }
  try {
    const described = readElectionFile(election)
    const { domain } = described.site
    if (domain && !isAddressOf(domain, siteUrl)) {
      console.error(
        `--site : ${siteUrl} n'est pas l'adresse que ${election} donne à cette élection (« site.domain ») : https://${domain}. Rien n'est imprimé.`,
      )
      return misuse
    }
    const outcome = await withProgressBar('Impression des notices', 'rate', (bar) =>
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
      console.log(
        `${count(result.notices, 'notice')} dans ${count(result.files, 'fichier')} : ${folder}\nLe fichier sommaire.csv dit combien de notices contient chaque fichier. Après la remise, effacez ce dossier et notices.csv.`,
      )
      return 0
    case 'folder':
      console.error(
        result.problem === 'taken'
          ? `${folder} existe déjà et n'est pas vide : choisissez un autre dossier, ou ajoutez --replace pour remplacer ses notices.`
          : `${folder} n'a pas été écrit par cette commande : il n'est pas remplacé. Choisissez un autre dossier.`,
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
      console.error(`${path} ne contient aucun électeur : il n'y a rien à imprimer.`)
      return 1
    case 'missing-columns':
      console.error(
        `notices.csv : il manque la colonne ${result.columns.join(', ')}. Ce fichier est-il bien celui que « npm run roll -- import » a écrit ?`,
      )
      return 1
    case 'refused':
      console.error(texts.refused(result.problems.map(lineText), result.total))
      return 1
  }
}

function lineText({ line, problem }: LineProblem): string {
  if (typeof problem === 'string') return texts.atLine(line, texts.problems[problem])
  return texts.atLine(
    line,
    'notInFont' in problem
      ? texts.problems.notInFont(problem.notInFont)
      : texts.problems.repeated(problem.repeatedOfLine),
  )
}
