import { electionFields } from '../../shared/texts/election/election-fields.ts'
import { duration } from '../../shared/texts/moments.ts'
import { count, number } from '../../shared/texts/numbers.ts'
import { type PrintedField, unprintableText } from '../notices/printed-fields.ts'

/** « Ouverture du vote : cette date » */
const thisDate = (date: string) => `${electionFields[`dates.${date}`]?.label} : cette date`

/** What is allowed in an election's file and yet may be a slip: one sentence or two, with what follows from it. */
export const oddityTexts = {
  past: (date: string) => `${thisDate(date)} est déjà passée.`,
  saturday: (date: string) => `${thisDate(date)} tombe un samedi.`,
  sunday: (date: string) => `${thisDate(date)} tombe un dimanche.`,
  holiday: (date: string) => `${thisDate(date)} tombe un jour férié.`,
  night: (date: string) => `${thisDate(date)} est la nuit, entre 22 h et 7 h.`,
  hourTwice: (date: string) =>
    `${thisDate(date)} tombe dans l'heure qui revient deux fois, au passage à l'heure d'hiver : c'est la première des deux qui compte.`,
  voteSoon: (milliseconds: number) =>
    `Le vote ouvre dans ${duration(milliseconds)} seulement. AWS peut mettre des jours à accorder les SMS et les e-mails demandés.`,
  voteFar: (milliseconds: number) =>
    `Le vote n'ouvre que dans ${duration(milliseconds)}. Vérifiez l'année.`,
  voteShort: (milliseconds: number) =>
    `Le vote ne dure que ${duration(milliseconds)} : moins de 24 heures.`,
  voteLong: (milliseconds: number) => `Le vote dure ${duration(milliseconds)} : plus de 8 jours.`,
  reissueOpensLate:
    "Les demandes n'ouvrent qu'après l'ouverture du vote : d'ici là, qui a perdu son identifiant ne peut pas voter.",
  reissueClosesLate:
    'Les demandes ferment après le vote : un identifiant obtenu entre les deux ne sert à rien.',
  reissueClosesEarly:
    'Les demandes ferment avant le vote : ensuite, qui a perdu son identifiant ne peut plus voter.',
  reissueClosedByTheVote:
    "Les demandes ferment avant que le vote ouvre : pendant le vote, personne ne peut obtenir d'identifiant.",
  contestFar: 'La fin des contestations vient plus de 31 jours après le vote.',
  helpdeskClosed:
    "Le vote se poursuit un samedi ou un dimanche : l'assistance y est fermée, d'après ses horaires.",
  bothLostWholeVote: (hours: number) =>
    `L'attente après un mot de passe oublié (${count(hours, 'heure')}) dure autant que le vote : qui perd les deux ne peut plus voter en ligne.`,
  noTimeToCancel: (seconds: number) =>
    `Le SMS part après ${count(seconds, 'seconde')} : c'est court pour annuler une demande faite par un autre.`,
  capBelowAnHour: (cap: number, inAnHour: number) =>
    `Le plafond de ${number(cap)} SMS par jour peut être atteint en moins d'une heure (${number(inAnHour)} SMS). Les électeurs suivants attendraient le lendemain.`,
  smsRateHigh: (perSecond: number, usual: number) =>
    `AWS n'envoie que ${number(usual)} SMS par seconde et par pays sous un nom d'expéditeur, sauf accord : demandez à AWS d'en accorder ${number(perSecond)}, ou les SMS au-delà seront refusés.`,
  spendBelowCap: (spend: number, messages: number, cap: number) =>
    `${number(spend)} USD par mois, c'est environ ${number(messages)} SMS, pour ${number(cap)} permis en un jour. Cette somme dépensée, AWS n'envoie plus de SMS.`,
  genericSender: (senderId: string) =>
    `Le nom d'expéditeur ${senderId} n'est fait que de mots généraux : depuis mars 2025, les opérateurs français bloquent de tels noms. Choisissez celui de l'organisme.`,
  territoriesUntold: (territories: readonly string[]) =>
    `AWS ne dit pas s'il envoie des SMS sous un nom d'expéditeur vers ${territories.join(', ')} : après le déploiement, essayez un numéro de chacun avec « npm run sms -- test ».`,
  priceLow: (price: number, usual: number) =>
    `Un SMS à plus de ${number(price)} USD ne part pas. Comptez ${number(usual)} USD pour la France métropolitaine, et plus ailleurs.`,
  keyOpen: (roles: readonly string[]) =>
    `La clé qui chiffre les tables s'ouvre aussi à qui prend un rôle de l'équipe, et le compte laisse ses administrateurs prendre ceux que « roles » ne donne à personne : ${roles.join(', ')}.`,
  keyUntold:
    "La clé qui chiffre les tables n'arrête pas qui change une fonction ou un rôle : sans piste d'audit, personne ne l'apprend. Ôtez \"auditTrail\": false, ou gardez-en une autre dans ce compte.",
  noAlarms: 'Personne ne reçoit les alarmes : ajoutez "alarms": { "email": "…" }.',
  noFirewall:
    'Rien n\'arrête une adresse qui envoie trop de demandes : ajoutez "firewall": true à "site".',
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
  exampleAddress: (field: string, value: string) =>
    `${field} est une adresse d'exemple, où rien n'arrive : ${value}.`,
  examplePhone: (phone: string) => `helpdesk.phone est le numéro de l'exemple : ${phone}.`,
  sameTitle: (title: string) => `Deux scrutins ont le même titre : ${title}.`,
  unprintable: (field: PrintedField, character: string) =>
    `Les notices ne pourront pas être imprimées : ${unprintableText(field, character)}.`,
}
