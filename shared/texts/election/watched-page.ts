import { dateAndTime } from '../moments.ts'
import { number } from '../numbers.ts'
import { zoneName } from '../zone-name.ts'

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
  failingTerritory: (territory: string) =>
    `${territory} : la plupart des SMS de la dernière heure n'arrivent pas.`,
  paused: (territory: string) => `${territory} : SMS suspendus par l'équipe de l'élection.`,
  capped: (territory: string, smsPerDay: number) =>
    `${territory} : SMS limités à ${number(smsPerDay)} par jour par l'équipe de l'élection.`,
  used: "des identifiants envoyés ont servi à entrer dans l'espace de vote",
  waits: 'Attente',
  within: "au plus de la demande au SMS, pour 95 SMS sur 100 dans l'heure passée",
  tooFew: "Dans l'heure passée, trop peu de SMS sont partis pour dire en combien de temps.",
  noneLate: "Aucun SMS n'a plus d'un quart d'heure de retard.",
  late: (many: string) => `SMS en retard de plus d'un quart d'heure : ${many}.`,
} as const
