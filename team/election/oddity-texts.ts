import { electionFields } from '../../shared/texts/election/election-fields.ts'
import { number } from '../../shared/texts/numbers.ts'

const thisDate = (date: string) => `${electionFields[`dates.${date}`]?.label} : cette date`

/** What is allowed in an election's file, and may be a slip. */
export const oddityTexts = {
  past: (date: string) => `${thisDate(date)} est déjà passée.`,
  saturday: (date: string) => `${thisDate(date)} tombe un samedi.`,
  sunday: (date: string) => `${thisDate(date)} tombe un dimanche.`,
  night: (date: string) => `${thisDate(date)} est la nuit, entre 22 h et 7 h.`,
  noVotingUrl:
    'Le fichier ne dit pas où se déposent les bulletins : la notice et « JE VOTE » promettent que vous en communiquerez l\'adresse. Ajoutez "votingUrl" à "site", ou annoncez-la aux électeurs avant le vote.',
  noMailQuota:
    'Le fichier ne dit pas combien d\'e-mails SES laisse partir en 24 heures : un flot de demandes de liens pourrait épuiser ce quota, et avec lui les e-mails qui annulent une demande. Demandez à SES deux fois et demie le nombre des électeurs, puis écrivez "mailsPerDay".',
  concurrencyLow: (granted: number | undefined, advised: number) =>
    `${
      granted === undefined
        ? 'Le fichier ne dit pas combien de fonctions AWS laisse tourner à la fois.'
        : `AWS ne laisse tourner que ${number(granted)} fonctions à la fois.`
    } Un nouveau compte en a 10 : pour une première matinée, demandez-en ${number(advised)} au moins, puis écrivez "lambdaConcurrency".`,
  sameTitle: (title: string) => `Deux scrutins ont le même titre : ${title}.`,
}
