import { dateAndTime, sinceMoment } from '../moments.ts'
import { number } from '../numbers.ts'
import { zoneName } from '../zone-name.ts'
import { fewText } from './small-counts.ts'

// The page that delegates and the bureau read: plain words, and no number that could name somebody.

export const pageTexts = {
  heading: 'Nouveaux identifiants par SMS : le point',
  at: (at: Date, timeZone: string) =>
    `Chiffres du ${dateAndTime(at, timeZone)} (${zoneName(timeZone)})`,
  stale:
    "Si cette heure date de plus de cinq minutes, l'affichage est interrompu : prévenez l'équipe de l'élection.",
  automatic: 'Ouvrir la page qui se met à jour toute seule',
  still: 'Arrêter la mise à jour automatique',
  reload: 'Mettre à jour maintenant',
  incidents: 'Incidents en cours',
  lasting: "Un incident peut rester affiché un quart d'heure après sa fin.",
  noIncident: 'Aucun incident en cours.',
  unknownIncident: "Un incident technique est suivi par l'équipe de l'élection.",
  since: (at: Date, timeZone: string, now: Date) => sinceMoment(at, timeZone, now),
  counts: (since: Date, timeZone: string) =>
    `Depuis l'ouverture des demandes, ${dateAndTime(since, timeZone)}`,
  caption: 'Demandes, SMS et identifiants par territoire',
  territory: 'Territoire',
  columns: {
    asked: 'Demandes acceptées',
    left: 'SMS envoyés',
    arrived: 'SMS arrivés',
    used: 'Identifiants utilisés',
  },
  total: 'Ensemble',
  nobody: "Personne n'a encore demandé de nouvel identifiant.",
  failing: "la plupart des SMS de la dernière heure n'arrivent pas",
  failingTerritory: (territory: string) =>
    `${territory} : la plupart des SMS de la dernière heure n'arrivent pas.`,
  paused: (territory: string) => `${territory} : SMS suspendus par l'équipe de l'élection.`,
  capped: (territory: string, smsPerDay: number) =>
    `${territory} : SMS limités à ${number(smsPerDay)} par jour par l'équipe de l'élection.`,
  totals: { asked: 'demandes acceptées', left: 'SMS envoyés' },
  used: "des identifiants envoyés ont servi à entrer dans l'espace de vote",
  waits: 'Attente',
  within: "au plus de la demande au SMS, pour 95 SMS sur 100 dans l'heure passée",
  tooFew: "Dans l'heure passée, trop peu de SMS sont partis pour dire en combien de temps.",
  noneLate: "Aucun SMS n'a plus d'un quart d'heure de retard.",
  lateUnknown: 'Les SMS en retard ne sont pas comptés en ce moment.',
  late: (many: string) => `SMS en retard de plus d'un quart d'heure : ${many}.`,
  words: 'Ce que disent ces mots',
  meanings: [
    "SMS arrivé : l'opérateur téléphonique en a rendu compte. Un compte rendu peut venir tard, ou jamais.",
    "Identifiant utilisé : il a ouvert l'espace de vote. C'est la preuve que le SMS est arrivé.",
    `« ${fewText} » : un nombre plus petit pourrait désigner quelqu'un. Un total qui le ferait deviner est masqué de la même façon.`,
  ],
} as const
