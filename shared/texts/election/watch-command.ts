import { failureTexts } from '../command-failures.ts'
import { dateAndTime, nearMoment } from '../moments.ts'
import { count, number } from '../numbers.ts'
import { territoryName } from '../territory-name.ts'
import { zoneName } from '../zone-name.ts'

// What `npm run watch` says: its users have a few seconds, and need not know this code.

export const territoryText = (code: string) =>
  code === 'FR' ? 'Métropole' : code === 'ZZ' ? 'Autres numéros' : territoryName(code)

export const watchTexts = {
  clock: (at: Date, timeZone: string) => `${dateAndTime(at, timeZone, at)}, ${zoneName(timeZone)}`,
  noAlarms: 'Aucune alarme lue : rien ne dit que tout va bien.',
  calm: (watched: number) => `Aucune alarme en cours, sur ${watched}.`,
  alarms: (on: number, watched: number) =>
    `${count(on, 'alarme').toUpperCase()} EN COURS, sur ${watched} (ou finies depuis moins d'un quart d'heure)`,
  untold: (alarms: number) => `${count(alarms, 'alarme')} sans mesure depuis un moment.`,
  section: (section: string) => `docs/runbook.md#${section}`,
  spans: ['5 min', '1 h', 'depuis minuit'],
  connections: 'Connexions (refusées)',
  passwords: 'Mots de passe choisis',
  booth: 'Entrées au vote (refusées)',
  failures: 'Pannes du site (500 et plus)',
  latency: 'Temps de réponse, 95 %',
  requests: 'Demandes (refusées)',
  sent: 'SMS envoyés',
  half: 'De la demande au SMS, la moitié',
  mostOf: 'De la demande au SMS, 95 %',
  inTime: "Partis avant l'heure annoncée",
  asking: (bars: string) => `demandes de l'heure, par 5 min : ${bars}`,
  stuck: {
    late: "en retard d'un quart d'heure",
    circuits: 'envois suspendus',
    held: 'remis à demain',
    notTaken: 'refusés par SNS, retentés',
    missed: 'signalés non reçus',
  },
  stuckOf: (parts: readonly string[]) => `SMS en souffrance (1 h) : ${parts.join(', ')}`,
  territories: (since: Date, timeZone: string, now: Date, silent: number) =>
    `Depuis l'ouverture, ${nearMoment(since, timeZone, now)}${silent > 0 ? ` (rien pour ${count(silent, 'autre')})` : ''}`,
  columns: ['demandes', 'envoyés', 'arrivés', 'échecs', 'utilisés', 'soit', '1 h', '95 %'],
  total: 'Total',
  nobody: "Personne n'a encore rien demandé.",
  failing: (territory: string, code: string) =>
    `! ${territory} : la plupart des SMS échouent. npm run sms -- pause ${code}`,
  paused: (territory: string, code: string, since: string) =>
    `! ${territory} : SMS suspendus par l'équipe ${since}. npm run sms -- resume ${code}`,
  capped: (territory: string, smsPerDay: number, since: string) =>
    `! ${territory} : SMS limités par l'équipe à ${number(smsPerDay)} par jour ${since}.`,
  links: 'Liens de mot de passe',
  stopLinks: 'Pour annuler une demande',
  news: 'Nouvelles',
  mailWait: 'Attente la plus longue (liens)',
  mailStuck: (notTaken: string, beyond: string) =>
    `Refusés par SES, retentés (1 h) : ${notTaken}. Liens au-delà du quota : ${beyond}.`,
  reputation: (bounces: string, complaints: string) =>
    `Adresses refusées : ${bounces}. Signalés comme spam : ${complaints}.`,
  waiting: (queues: readonly string[]) => `En attente : ${queues.join(' · ')}`,
  queues: { sms: 'SMS', mail: 'annulations', link: 'liens', news: 'nouvelles' },
  queue: (name: string, waiting: string, oldest: string | undefined) =>
    `${name} ${waiting}${oldest === undefined ? '' : ` (${oldest})`}`,
  quotas: {
    smsOfDay: 'SMS du jour',
    smsPerSecond: 'SMS par s',
    mailsOfDay: 'E-mails en 24 h',
    mailsPerSecond: 'E-mails par s',
    routes: 'Route la plus prise',
    running: 'Fonctions en cours',
    spentUsd: 'SMS du mois, USD',
  },
  quota: (label: string, used: string, most: string, share: string) =>
    `${label} : ${used} / ${most}${share}`,
  noLimit: (label: string, used: string) => `${label} : ${used}`,
  unread: (reasons: readonly string[]) => `« ? » : chiffre non lu. ${reasons.join(' ')}`,
  someUnread: "CloudWatch ne l'a pas donné.",
  cost: (usd: string, seconds: number) =>
    `CloudWatch a une à deux minutes de retard. Lire toutes les ${seconds} s coûte ${usd} USD par jour.`,
  pageNotWritten: (file: string, why: string) =>
    `${file} n'a pas pu être écrit (${why}) : celui qui s'y trouve est plus ancien.`,
  pageKept: (file: string) => `${file} n'a pas été réécrit : des chiffres manquent.`,
} as const

/** What a person can do about a failure, from the class of an error alone. */
export function reasonText(name: string): string {
  if (/^AccessDenied|^Unauthorized/.test(name))
    return 'Il manque un droit : cloudwatch:GetMetricData, cloudwatch:DescribeAlarms ou dynamodb:GetItem.'
  if (/Credentials|Token|UnrecognizedClient|Signature/.test(name)) return failureTexts.credentials
  if (/^Throttl/.test(name)) return 'CloudWatch refuse autant de lectures : espacez-les (--every).'
  if (/^(Timeout|Abort)/.test(name)) return "CloudWatch n'a pas répondu à temps."
  return `CloudWatch n'a pas répondu (${name}).`
}

/** « 3 s », « 2 min 04 », « 1 h 05 » */
export function shortDuration(seconds: number): string {
  if (seconds < 1) return `${tenths(seconds)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const two = (value: number) => String(value).padStart(2, '0')
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)}`
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))}`
}

/** « 94 % », « 0,4 % » */
export const percent = (share: number) =>
  `${share > 0 && share < 0.01 ? tenths(share * 100) : Math.floor(share * 100)} %`

/** « 12 408 », « 0,4 » */
export const amount = (value: number) => (value >= 100 ? number(Math.round(value)) : tenths(value))

const tenths = (value: number) => number(Math.round(value * 10) / 10)
