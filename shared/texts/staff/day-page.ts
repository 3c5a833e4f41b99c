import { nearMoment, sinceMoment } from '../moments.ts'
import { count, number } from '../numbers.ts'

export const dayTexts = {
  voteHeading: 'Où en est le vote',
  noAnnouncement: "Rien n'est annoncé.",
  requests: (opensAt: Date, closesAt: Date, timeZone: string, now: Date) => {
    const verb = now < opensAt ? 'ouvrent' : now < closesAt ? 'ferment' : 'ont fermé'
    const at = now < opensAt ? opensAt : closesAt
    return `Les demandes d'un nouvel identifiant ${verb} ${nearMoment(at, timeZone, now)}.`
  },
  pause: (territory: string, since: string) =>
    `${territory} : SMS suspendus par l'équipe de l'élection ${since}. Les demandes restent enregistrées, et leurs SMS partiront à la reprise.`,
  cap: (territory: string, smsPerDay: number, since: string) =>
    `${territory} : SMS limités à ${number(smsPerDay)} par jour par l'équipe de l'élection ${since}. Les suivants partent le lendemain.`,

  sms: 'SMS',
  waiting: 'SMS en attente',
  left: "SMS envoyés aujourd'hui",
  smsTime: "Heure d'envoi annoncée à cet instant",
  noSmsTime: "Heure d'envoi : aucun SMS ne part",
  withinText: (seconds: string) => `Aujourd'hui, 90 % des SMS sont partis en ${seconds} au plus.`,
  tooFew: "Moins de 20 SMS sont partis aujourd'hui : trop peu pour dire en combien de temps.",
  late: (sms: string) =>
    sms === '0'
      ? "Aucun SMS n'a dépassé l'heure annoncée."
      : `SMS en retard sur l'heure annoncée : ${sms}.`,
  unknownLate: 'Les SMS en retard ne sont pas comptés en ce moment.',
  held: (sms: number) =>
    `${number(sms)} SMS partiront demain : le nombre maximal du jour est atteint.`,
  stopped: (territory: string) =>
    `${territory} : les SMS sont bloqués ; de nouveaux essais sont faits.`,
  allTerritories: 'Tous les territoires',
  caption: "SMS d'aujourd'hui, par territoire",
  columns: ['Territoire', 'Envoyés', 'Remis', 'Non remis', '90 % envoyés en'],
  noSms: "Aucun SMS n'est parti aujourd'hui.",
  unknownTime: '–',

  alarms: 'Alertes',
  noDataText: (alarms: number) => `${count(alarms, 'alerte')} sans mesure depuis un moment.`,
  remedy: (name: string) => `→ npm run election -- remedy ${name} --stack`,
  section: (section: string) => `→ docs/runbook.md#${section}`,
  noAlarm: 'Aucune alerte.',
  alarm: (sentence: string, since: Date, timeZone: string, now: Date) =>
    `${sentence} (${sinceMoment(since, timeZone, now)})`,
  unknownAlarm: "Un incident technique est suivi par l'équipe de l'élection.",

  secondPerson: 'En attente d’une deuxième personne',
  pending: (what: string, by: string, until: Date, timeZone: string, now: Date) =>
    `${what}, demandé par ${by} : une autre personne tape la même commande avant ${nearMoment(until, timeZone, now).replace(/^à\s/, '')}.`,

  interruptedUpdate: 'Mise à jour interrompue',
  neverRead:
    "Rien n'a encore été lu. La première lecture vient dans les minutes qui suivent la mise en service.",
  readAt: (at: Date, timeZone: string, now: Date) =>
    `Ce qui suit a été lu ${nearMoment(at, timeZone, now)}, et n'est plus mis à jour. Si le vote est en cours, prévenez l'équipe de l'élection.`,

  activity: 'Activité de la dernière heure',
  activityCaption: 'Ce qui est entré et ce qui est parti',
  activityColumns: ['Mesure', '5 min', '1 h'],
} as const
