import { nearMoment, sinceMoment } from '../moments.ts'
import { number } from '../numbers.ts'

// The day, for those who answer calls.

export const dayTexts = {
  announced: 'Ce que voient les électeurs et électrices',
  nothingAnnounced: "Rien n'est annoncé.",
  vote: {
    before: (at: Date, timeZone: string, now: Date) =>
      `Le vote ouvre ${nearMoment(at, timeZone, now)}.`,
    open: (at: Date, timeZone: string, now: Date) =>
      `Le vote ferme ${nearMoment(at, timeZone, now)}.`,
    over: (at: Date, timeZone: string, now: Date) =>
      `Le vote a fermé ${nearMoment(at, timeZone, now)}.`,
  },
  requests: {
    before: (at: Date, timeZone: string, now: Date) =>
      `Les demandes d'un nouvel identifiant ouvrent ${nearMoment(at, timeZone, now)}.`,
    open: (at: Date, timeZone: string, now: Date) =>
      `Les demandes d'un nouvel identifiant ferment ${nearMoment(at, timeZone, now)}.`,
    over: (at: Date, timeZone: string, now: Date) =>
      `Les demandes d'un nouvel identifiant ont fermé ${nearMoment(at, timeZone, now)}.`,
  },
  paused: (territory: string, since: Date, timeZone: string, now: Date, reason: string) =>
    `${territory} : SMS suspendus ${sinceMoment(since, timeZone, now)} (${reason}). Les demandes restent enregistrées, et leurs SMS partiront à la reprise.`,
  capped: (territory: string, smsPerDay: number, reason: string) =>
    `${territory} : ${number(smsPerDay)} SMS par jour au plus (${reason}). Les suivants partent le lendemain.`,

  sms: 'SMS',
  waiting: 'SMS en attente',
  left: "SMS envoyés aujourd'hui",
  promise: 'heure annoncée pour une demande faite maintenant',
  noPromise: 'aucun SMS ne part',
  within: (seconds: string) => `Aujourd'hui, neuf SMS sur dix sont partis en ${seconds} au plus.`,
  tooFew: "Moins de 20 SMS sont partis aujourd'hui : trop peu pour dire en combien de temps.",
  late: (sms: number) =>
    sms === 0
      ? "Aucun SMS n'a dépassé l'heure annoncée."
      : `${number(sms)} SMS en retard sur l'heure annoncée.`,
  lateUnknown: 'Les SMS en retard ne sont pas comptés en ce moment.',
  held: (sms: number) => `${number(sms)} SMS attendent demain : le nombre du jour est atteint.`,
  stopped: (territory: string) =>
    `${territory} : SNS n'envoie plus ; un essai est fait de temps en temps.`,
  stoppedAccount: "Tous les territoires : SNS n'envoie plus ; un essai est fait de temps en temps.",
  caption: "SMS d'aujourd'hui, par territoire",
  columns: ['Territoire', 'Envoyés', 'Arrivés', 'Non arrivés', 'Neuf sur dix en'],
  noSms: "Aucun SMS n'est parti aujourd'hui.",
  unknownTime: '–',

  alarms: 'Alertes',
  noAlarmRead: 'Aucune alarme lue : rien ne dit que tout va bien.',
  calm: 'Aucune alerte.',
  alarm: (says: string, since: Date, timeZone: string, now: Date) =>
    `${says} (${sinceMoment(since, timeZone, now)})`,
  unknownAlarm: "Un incident technique est suivi par l'équipe de l'élection.",

  calls: 'Appels',
  openNow: 'dossiers ouverts maintenant',
  openedInHour: "dossiers ouverts dans l'heure",
  actionsInHour: "actions dans l'heure",
  actionsCaption: "Actions de la dernière heure, d'après le journal (deux minutes de retard)",
  actionColumns: ['Action', 'Nombre'],
} as const
