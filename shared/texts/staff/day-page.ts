import { nearMoment, sinceMoment } from '../moments.ts'
import { count, number } from '../numbers.ts'

export const dayTexts = {
  voteHeading: 'Où en est le vote',
  votersAnnouncement: (text: string) => `Annonce lue par les électeurs : « ${text} »`,
  noAnnouncement: "Rien n'est annoncé.",
  requestPeriod: (opensAt: Date, closesAt: Date, timeZone: string, now: Date) => {
    const verb = now < opensAt ? 'ouvrent' : now < closesAt ? 'ferment' : 'ont fermé'
    const at = now < opensAt ? opensAt : closesAt
    return `Les demandes d'un nouvel identifiant ${verb} ${nearMoment(at, timeZone, now)}.`
  },
  smsPause: (territory: string, since: string) =>
    `${territory} : SMS retenus par l'équipe de l'élection ${since}. Les demandes restent enregistrées, et leurs SMS partiront à la reprise.`,
  smsCap: (territory: string, smsPerDay: number, since: string) =>
    `${territory} : SMS limités à ${number(smsPerDay)} par jour par l'équipe de l'élection ${since}. Les suivants partent le lendemain.`,

  sms: 'SMS',
  waitingSms: 'SMS en attente',
  handedOverSms: "SMS envoyés aujourd'hui",
  smsTime: "Heure d'envoi annoncée à cet instant",
  noSmsTime: "Heure d'envoi : aucun SMS ne part",
  handoverTime: (seconds: string) => `Aujourd'hui, 90 % des SMS sont partis en ${seconds} au plus.`,
  tooFewSms: "Moins de 20 SMS sont partis aujourd'hui : trop peu pour dire en combien de temps.",
  lateSms: (smsCount: string) =>
    smsCount === '0'
      ? "Aucun SMS n'a dépassé l'heure annoncée."
      : `SMS en retard sur l'heure annoncée : ${smsCount}.`,
  noCount: 'Les SMS en retard ne sont pas comptés en ce moment.',
  heldSms: (smsCount: number) =>
    `Parmi les SMS en attente, reportés à demain (le nombre maximal du jour est atteint) : ${number(smsCount)}.`,
  stoppedTerritory: (territory: string) =>
    `${territory} : une limite d'AWS retient les SMS. Un SMS d'essai repart régulièrement.`,
  allTerritories: 'Tous les territoires',
  smsCaption: "SMS d'aujourd'hui, par territoire",
  smsColumns: ['Territoire', 'Envoyés', 'Remis', 'Non remis', '90 % envoyés en'],
  noSms: "Aucun SMS n'est parti aujourd'hui.",
  unknownTime: '–',

  alarms: 'Alertes',
  alarmsWithoutData: (total: number) => `${count(total, 'alerte')} sans mesure depuis un moment.`,
  remedyCommand: (name: string) => `→ npm run election -- remedy ${name} --stack`,
  runbookSection: (section: string) => `→ docs/runbook.md#${section}`,
  noAlarm: 'Aucune alerte.',
  activeAlarm: (sentence: string, since: Date, timeZone: string, now: Date) =>
    `${sentence} (${sinceMoment(since, timeZone, now)})`,
  unknownAlarm: "Un incident technique est suivi par l'équipe de l'élection.",

  approvalsHeading: 'En attente d’une deuxième personne',
  pendingApproval: (request: string, by: string, until: Date, timeZone: string, now: Date) =>
    `${request}, demandé par ${by} : une autre personne tape la même commande avant ${nearMoment(until, timeZone, now).replace(/^à\s/, '')}.`,

  interruptedUpdate: 'Mise à jour interrompue',
  noReading:
    "Rien n'a encore été lu. La première lecture vient dans les minutes qui suivent la mise en service.",
  readingTime: (at: Date, timeZone: string, now: Date) =>
    `Ce qui suit a été lu ${nearMoment(at, timeZone, now)}, et n'est plus mis à jour. Si le vote est en cours, prévenez l'équipe de l'élection.`,

  activity: 'Activité de la dernière heure',
  activityCaption: 'Ce qui est entré et ce qui est parti',
  activityColumns: ['Mesure', '5 min', '1 h'],
} as const
