import nunjucks from 'nunjucks'
import type { Election } from '../../shared/domain/election/election.ts'
import { addFrenchSpaces } from '../../shared/texts/french-typography.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { replaceFile } from '../write-files.ts'
import { remedies } from './remedies.ts'

const twoPeopleText = 'à deux, de deux réseaux'
const rowDefaults = { advice: '', role: 'opérateur', approver: '—' }

export function wallRows({ staff }: Pick<Election, 'staff'>) {
  const correction = staff
    ? { command: '', role: 'agent', approver: 'un superviseur' }
    : { command: 'roll -- repair FICHIER --reason "…"', role: 'déployeur', approver: twoPeopleText }
  return [
    ...Object.entries(remedies).map(([name, { symptom, messageToVoters, advice = '' }]) => ({
      ...{ ...rowDefaults, symptom, advice, message: messageToVoters },
      command: `election -- remedy ${name}`,
      ...(name === 'sms' && { approver: `pour un territoire : ${twoPeopleText}` }),
    })),
    {
      ...{ ...rowDefaults, symptom: 'Il faut arrêter le vote', approver: twoPeopleText },
      ...{ command: 'election -- suspend --reason "…"' },
      message: 'Le vote est suspendu. La fermeture sera repoussée d’autant.',
    },
    {
      ...{ ...rowDefaults, symptom: 'Il faut prolonger', approver: twoPeopleText },
      ...{ command: 'election -- extend 30 min --reason "…"' },
      message: 'Le vote reste ouvert plus longtemps. La page dit jusqu’à quand.',
    },
    {
      ...{
        ...rowDefaults,
        symptom: 'Des électeurs ou des demandes ont disparu',
        approver: twoPeopleText,
      },
      ...{ command: 'election -- restore liste 17:04 17:06 --reason "…"' },
      advice: 'L’heure d’avant les dégâts, puis celle d’après. Ou : demandes, telephones.',
      message: 'Le vote continue. Tout va revenir.',
    },
    {
      ...{ ...rowDefaults, symptom: 'La liste est fausse pour quelqu’un', ...correction },
      message: 'Une deuxième personne confirme.',
    },
    {
      ...{ ...rowDefaults, symptom: 'Quelqu’un a changé quelque chose', role: 'auditeur' },
      ...{ command: 'election -- verify-seal' },
      message: 'Au bureau : lisez à voix haute ce que dit la commande.',
    },
  ]
}

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(import.meta.dirname), {
  ...{ autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
})
environment.addFilter('fr', addFrenchSpaces)

export function wallPage(
  { title, helpdesk, staff }: Pick<Election, 'title' | 'helpdesk' | 'staff'>,
  file: string,
): string {
  const options = file === 'election.json' ? '--stack' : `--stack --election ${file}`
  const rows = wallRows({ staff })
  return environment.render('wall.njk', { title, helpdesk: helpdesk.phone, rows, options })
}

export async function runWall(file: string, { election }: { election: string }): Promise<number> {
  await replaceFile(file, wallPage(readElectionFile(election), election), 0o666)
  console.log(`${file} est écrit : imprimez-le en A4, à l'italienne.`)
  return 0
}
