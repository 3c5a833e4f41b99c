import { linkWaitText } from '../account/link-wait.ts'
import { about, nearMoment } from '../moments.ts'
import { number } from '../numbers.ts'

export const capacityHelp = {
  name: 'npm run capacity --',
  description:
    "Joue le vote de l'élection du fichier, de l'ouverture à un jour après la fermeture, sans rien déployer : première matinée, chaque midi, dernière soirée. Dit ce qui sature, ce qu'il faut demander à AWS et ce qu'un électeur lit pendant ce temps, et dessine files, attentes et écritures.",
  usage: '[FICHIER] [options]',
  file: "le fichier de l'élection (election.json si rien n'est dit)",
  voters: "combien d'électeurs",
  picture: 'le fichier où dessiner (SVG)',
} as const

/** Of what is below ten, the first decimal too. */
const rounded = (value: number) =>
  number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))

const ofDay = (date: Date, timeZone: string) =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone }).format(date)

/** Of a quota: what it is, and where it is asked for. */
export const quotaLabels = {
  mailsPerSecond: 'e-mails par seconde (SES ; mailsPerSecond)',
  mailsPerDay: 'e-mails par jour (SES ; mailsPerDay)',
  smsPerSecond: 'SMS par seconde (SNS ; smsPerSecond)',
  smsDailyCap: 'SMS par jour (smsDailyCap)',
  smsSpend: 'USD de SMS en un mois (SNS ; smsMonthlySpendUsd)',
  lambda: 'fonctions à la fois (Lambda ; lambdaConcurrency)',
  api: "demandes à l'API par seconde (API Gateway)",
  route: 'la route la plus chargée, en % de sa limite (lib/route-throttles.ts)',
  table: 'la table la plus écrite, en % de sa capacité (lib/busiest-minute.ts)',
  firewall: 'liens depuis une académie en cinq minutes (pare-feu)',
} as const

export type QuotaName = keyof typeof quotaLabels

const minutes = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return 'plus que le vote'
  return seconds < 60 ? `${Math.round(seconds)} s` : `${rounded(Math.round(seconds / 60))} min`
}

interface Waits {
  median: number
  ninth: number
  longest: number
}

export const capacityCommandTexts = {
  title: (election: string, voters: number) => `${election}, pour ${rounded(voters)} électeurs`,
  comers: (links: number, reissues: number) =>
    `Viennent ${rounded(links)} premières connexions et ${rounded(reissues)} demandes de nouvel identifiant. Les parts de chaque heure sont supposées : docs/capacity.md.`,
  quotas:
    "Ce que le fichier prévoit, et ce qui est demandé au plus fort ; suffit ce qui ne fait attendre personne plus d'un quart d'heure",
  quota: (name: QuotaName, has: number | undefined, most: number, needed: number | undefined) =>
    [
      `  ${needed === undefined ? 'suffit   ' : 'TROP PEU '} ${quotaLabels[name]}`,
      ` : prévu, ${has === undefined ? 'rien' : rounded(has)} ; demandé, ${rounded(most)}`,
      ...(needed === undefined ? [] : [` ; à avoir, ${rounded(needed)}`]),
    ].join(''),
  toAsk: (before: Date, timeZone: string) =>
    `À demander à AWS avant le ${ofDay(before, timeZone)}, quatre semaines avant l'ouverture des demandes : docs/deploy.md#what-aws-leaves-to-you.`,
  exceeded: 'Sature, dans cet ordre',
  exceededAt: (name: QuotaName, at: Date, timeZone: string, opensAt: Date) =>
    `  ${nearMoment(at, timeZone, opensAt)}, ${quotaLabels[name]}`,
  nothing: 'Rien ne sature.',
  waits: 'Attentes : pour la moitié, pour neuf sur dix, la plus longue',
  linkWaits: ({ median, ninth, longest }: Waits) =>
    `  le lien : ${minutes(median)}, ${minutes(ninth)}, ${minutes(longest)}`,
  toldTooShort: (share: number) =>
    `  liens qui attendent plus longtemps qu'il n'était annoncé : ${rounded(100 * share)} %`,
  smsWaits: ({ median, ninth, longest }: Waits) =>
    `  le SMS : ${minutes(median)}, ${minutes(ninth)}, ${minutes(longest)}`,
  granted: 'Les mêmes, avec ce qui est à demander',
  read: "Ce qu'un électeur lit pendant ce temps",
  linkRead: (at: string, waitMinutes: number) => {
    const text = linkWaitText({ waitMinutes, codeWaitMinutes: 0, noRepeatToday: false })
    return `  ${at}, qui demande un lien : ${text ? `« ${text} »` : "rien de plus que d'habitude."}`
  },
  smsRead: (at: string, expectedAt: Date, now: Date, timeZone: string) =>
    `  ${at}, qui demande un identifiant : « SMS attendu ${about(nearMoment(expectedAt, timeZone, now))} »`,
  picture: (path: string) => `Dessiné dans ${path}.`,
} as const

/** What stands in the picture. */
export const pictureTexts = {
  description:
    'Pour la première matinée, les jours suivants et la dernière soirée : arrivées, files, attentes et écritures.',
  morning: 'La première matinée',
  days: 'Les jours suivants, midis compris',
  evening: 'La dernière soirée',
  arrivals: 'Arrivées par minute',
  links: 'premières connexions',
  reissues: "demandes d'identifiant",
  queues: 'Ce qui attend',
  linksWaiting: 'liens',
  newsWaiting: 'autres e-mails',
  smsWaiting: 'SMS',
  heldWaiting: 'SMS du lendemain',
  waits: 'Attente en minutes',
  linkWait: 'lien',
  linkTold: 'lien, annoncée',
  smsWait: 'SMS',
  smsTold: 'SMS, annoncée',
  writes: 'Écritures DynamoDB par seconde',
  hour: (date: Date, timeZone: string) =>
    `${new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(date)}`,
  day: (date: Date, timeZone: string) =>
    new Intl.DateTimeFormat('fr-FR', { weekday: 'short', day: 'numeric', timeZone }).format(date),
} as const
