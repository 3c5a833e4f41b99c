import { duration } from '../moments.ts'
import { count, number } from '../numbers.ts'
import { type PrintedField, unprintableText } from './printed-fields.ts'

const dateNames = {
  contestUntil: 'La fin des contestations',
  reissueOpensAt: "L'ouverture des demandes",
  reissueClosesAt: 'La fermeture des demandes',
  voteOpensAt: "L'ouverture du vote",
  voteClosesAt: 'La fermeture du vote',
}

type DateName = keyof typeof dateNames

/** What is allowed in an election's file, and yet may be a slip. */
export type Oddity =
  | { kind: 'past' | 'saturday' | 'sunday' | 'holiday' | 'night' | 'hour-twice'; date: DateName }
  | { kind: 'vote-soon' | 'vote-far' | 'vote-short' | 'vote-long'; milliseconds: number }
  | { kind: 'reissue-opens-late' | 'reissue-closes-late' | 'reissue-closes-early' }
  | { kind: 'reissue-closed-by-the-vote' | 'contest-far' | 'helpdesk-closed' }
  | { kind: 'both-lost-whole-vote'; hours: number }
  | { kind: 'no-time-to-cancel'; seconds: number }
  | { kind: 'cap-below-an-hour'; cap: number; inAnHour: number }
  | { kind: 'sms-rate-high'; perSecond: number; usual: number }
  | { kind: 'spend-below-cap'; spend: number; messages: number; cap: number }
  | { kind: 'generic-sender'; senderId: string }
  | { kind: 'territories-untold'; territories: readonly string[] }
  | { kind: 'price-low'; price: number; usual: number }
  | { kind: 'no-alarms' | 'no-firewall' | 'no-mail-quota' | 'no-voting-url' }
  | { kind: 'key-open'; roles: readonly string[] }
  | { kind: 'key-untold' }
  | { kind: 'concurrency-low'; granted: number | undefined; advised: number }
  | { kind: 'example-address' | 'example-phone'; field: string; value: string }
  | { kind: 'same-title'; title: string }
  | { kind: 'unprintable'; field: PrintedField; character: string }

/** One sentence or two: what is odd, and what follows from it. */
export function oddityText(oddity: Oddity): string {
  switch (oddity.kind) {
    case 'past':
      return `${dateNames[oddity.date]} est déjà passée.`
    case 'saturday':
      return `${dateNames[oddity.date]} tombe un samedi.`
    case 'sunday':
      return `${dateNames[oddity.date]} tombe un dimanche.`
    case 'holiday':
      return `${dateNames[oddity.date]} tombe un jour férié.`
    case 'night':
      return `${dateNames[oddity.date]} a lieu la nuit, entre 22 h et 7 h.`
    case 'hour-twice':
      return `${dateNames[oddity.date]} tombe dans l'heure qui revient deux fois, au passage à l'heure d'hiver : c'est la première des deux qui compte.`
    case 'vote-soon':
      return `Le vote ouvre dans ${duration(oddity.milliseconds)} seulement. AWS peut mettre des jours à accorder les SMS et les e-mails demandés.`
    case 'vote-far':
      return `Le vote n'ouvre que dans ${duration(oddity.milliseconds)}. Vérifiez l'année.`
    case 'vote-short':
      return `Le vote ne dure que ${duration(oddity.milliseconds)} : moins de 24 heures.`
    case 'vote-long':
      return `Le vote dure ${duration(oddity.milliseconds)} : plus de 8 jours.`
    case 'reissue-opens-late':
      return "Les demandes n'ouvrent qu'après l'ouverture du vote : d'ici là, qui a perdu son identifiant ne peut pas voter."
    case 'reissue-closes-late':
      return 'Les demandes ferment après le vote : un identifiant obtenu entre les deux ne sert à rien.'
    case 'reissue-closes-early':
      return 'Les demandes ferment avant le vote : ensuite, qui a perdu son identifiant ne peut plus voter.'
    case 'reissue-closed-by-the-vote':
      return "Les demandes ferment avant que le vote ouvre : pendant le vote, personne ne peut obtenir d'identifiant."
    case 'contest-far':
      return 'La fin des contestations vient plus de 31 jours après le vote.'
    case 'helpdesk-closed':
      return "Le vote se poursuit un samedi ou un dimanche : l'assistance y est fermée, d'après ses horaires."
    case 'both-lost-whole-vote':
      return `L'attente après un mot de passe oublié (${count(oddity.hours, 'heure')}) dure autant que le vote : qui perd les deux ne peut plus voter en ligne.`
    case 'no-time-to-cancel':
      return `Le SMS part après ${count(oddity.seconds, 'seconde')} : c'est court pour annuler une demande faite par un autre.`
    case 'cap-below-an-hour':
      return `Le plafond de ${number(oddity.cap)} SMS par jour peut être atteint en moins d'une heure (${number(oddity.inAnHour)} SMS). Les électeurs suivants attendraient le lendemain.`
    case 'sms-rate-high':
      return `AWS n'envoie que ${number(oddity.usual)} SMS par seconde et par pays sous un nom d'expéditeur, sauf accord : demandez à AWS d'en accorder ${number(oddity.perSecond)}, ou les SMS au-delà seront refusés.`
    case 'spend-below-cap':
      return `${number(oddity.spend)} USD par mois, c'est environ ${number(oddity.messages)} SMS, pour ${number(oddity.cap)} permis en un jour. Cette somme dépensée, AWS n'envoie plus de SMS.`
    case 'generic-sender':
      return `Le nom d'expéditeur ${oddity.senderId} n'est fait que de mots généraux : depuis mars 2025, les opérateurs français bloquent de tels noms. Choisissez celui de l'organisme.`
    case 'territories-untold':
      return `AWS ne dit pas s'il envoie des SMS sous un nom d'expéditeur vers ${oddity.territories.join(', ')} : après le déploiement, essayez un numéro de chacun avec « npm run sms -- test ».`
    case 'price-low':
      return `Un SMS à plus de ${number(oddity.price)} USD ne part pas. Comptez ${number(oddity.usual)} USD pour la France métropolitaine, et plus ailleurs.`
    case 'key-open':
      return `La clé qui chiffre les tables s'ouvre aussi à qui prend un rôle de l'équipe, et le compte laisse ses administrateurs prendre ceux que « roles » ne donne à personne : ${oddity.roles.join(', ')}.`
    case 'key-untold':
      return "La clé qui chiffre les tables n'arrête pas qui change une fonction ou un rôle : sans piste d'audit, personne ne l'apprend. Ôtez \"auditTrail\": false, ou gardez-en une autre dans ce compte."
    case 'no-alarms':
      return 'Personne ne reçoit les alarmes : ajoutez "alarms": { "email": "…" }.'
    case 'no-firewall':
      return 'Rien n\'arrête une adresse qui envoie trop de demandes : ajoutez "firewall": true à "site".'
    case 'no-voting-url':
      return 'Le fichier ne dit pas où se déposent les bulletins : la notice et « JE VOTE » promettent que vous en communiquerez l\'adresse. Ajoutez "votingUrl" à "site", ou annoncez-la aux électeurs avant le vote.'
    case 'no-mail-quota':
      return 'Le fichier ne dit pas combien d\'e-mails SES laisse partir en 24 heures : un flot de demandes de liens pourrait épuiser ce quota, et avec lui les e-mails qui annulent une demande. Demandez à SES deux fois et demie le nombre des électeurs, puis écrivez "mailsPerDay".'
    case 'concurrency-low':
      return `${
        oddity.granted === undefined
          ? 'Le fichier ne dit pas combien de fonctions AWS laisse tourner à la fois.'
          : `AWS ne laisse tourner que ${number(oddity.granted)} fonctions à la fois.`
      } Un nouveau compte en a 10 : pour une première matinée, demandez-en ${number(oddity.advised)} au moins, puis écrivez "lambdaConcurrency".`
    case 'example-address':
      return `${oddity.field} est une adresse d'exemple, où rien n'arrive : ${oddity.value}.`
    case 'example-phone':
      return `${oddity.field} est le numéro de l'exemple : ${oddity.value}.`
    case 'same-title':
      return `Deux scrutins ont le même titre : ${oddity.title}.`
    case 'unprintable':
      return `Les notices ne pourront pas être imprimées : ${unprintableText(oddity.field, oddity.character)}.`
  }
}
