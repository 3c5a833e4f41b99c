import nunjucks from 'nunjucks'
import type { Election } from '../../shared/domain/election/election.ts'
import { withFrenchSpaces } from '../../shared/texts/french-typography.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { replaceFile } from '../write-files.ts'
import { remedies } from './remedies.ts'

interface Row {
  symptom: string
  /** Without `npm run election --`; empty of what the staff's site does. */
  command: string
  role: string
  /** The second person, if it takes one. */
  second: string
  /** To voters, or to the bureau. */
  say: string
}

const alone = '—'
const operator = { role: 'opérateur', second: alone }

const otherRows: readonly Row[] = [
  {
    ...{ symptom: 'Il faut arrêter le vote', command: 'suspend --reason "…"' },
    ...{ role: 'opérateur', second: 'une autre personne, un autre réseau' },
    say: 'Le vote est suspendu. La fermeture sera repoussée d’autant.',
  },
  {
    ...{ symptom: 'Il faut prolonger', command: 'extend 30 min --reason "…"' },
    ...{ role: 'opérateur', second: 'une autre personne, un autre réseau' },
    say: 'Le vote reste ouvert plus longtemps. La page dit jusqu’à quand.',
  },
  {
    ...{ symptom: 'La liste est fausse pour quelqu’un', command: '' },
    ...{ role: 'agent', second: 'un superviseur' },
    say: 'Une deuxième personne confirme.',
  },
  {
    ...{ symptom: 'Quelqu’un a changé quelque chose', command: 'verify-seal' },
    ...{ role: 'auditeur, déléguée', second: alone },
    say: 'Au bureau : lisez à voix haute ce que dit la commande.',
  },
]

/** What somebody says on the telephone, and what to type: from the very remedies. */
export function wallRows(): Row[] {
  return [
    ...Object.entries(remedies).map(([name, { symptom, voters }]) => ({
      ...{ symptom, command: `remedy ${name}`, ...operator, say: voters },
    })),
    ...otherRows,
  ]
}

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(import.meta.dirname), {
  ...{ autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
})
environment.addFilter('fr', withFrenchSpaces)

/** @param file of the election, which each command names unless it has the usual name */
export function wallPage(
  { title, helpdesk }: Pick<Election, 'title' | 'helpdesk'>,
  file: string,
): string {
  const ends = file === 'election.json' ? '--stack' : `--stack --election ${file}`
  const rows = wallRows()
  return environment.render('wall.njk', { title, helpdesk: helpdesk.phone, rows, ends })
}

/** Writes the page for the wall. @returns the exit code */
export async function runWall(file: string, { election }: { election: string }): Promise<number> {
  await replaceFile(file, wallPage(readElectionFile(election), election), 0o666)
  console.log(`${file} est écrit : imprimez-le en A4, à l'italienne.`)
  return 0
}
