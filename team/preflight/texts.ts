import { count } from '../../shared/texts/numbers.ts'

export interface Advice {
  text: string
  remedy: string
}

export const subjects = {
  account: 'Compte',
  mail: 'E-mails, par SES',
  sms: 'SMS, par SNS',
  capacity: 'Capacité',
  domain: 'Domaine du site',
} as const

export type Subject = keyof typeof subjects

export const verdictTexts = {
  ok: 'ok',
  warning: 'à vérifier',
  blocker: 'BLOQUE',
  unknown: 'non lu',
} as const

export const findingsSummary = (blockerCount: number, warningCount: number, unreadCount: number) =>
  [
    blockerCount === 0 ? 'Rien ne bloque' : `${count(blockerCount, 'point')} à régler`,
    ...(warningCount > 0 ? [`${warningCount} à vérifier`] : []),
    ...(unreadCount > 0 ? [`${unreadCount} ${unreadCount > 1 ? 'non vus' : 'non vu'}`] : []),
  ].join(', ')

export const preflightTexts = {
  title: (election: string, region: string) => `${election}, dans la région ${region}`,
  noCaller: (error: string): Advice => ({
    text: `AWS n'a pas dit à qui appartiennent les identifiants de cette session (${error}). Rien d'autre n'a pu être regardé.`,
    remedy: 'Vérifiez-les, et le réseau, puis recommencez : aws sts get-caller-identity.',
  }),
  missingRight: (action: string): Advice => ({
    text: `N'a pas pu être lu : il manque le droit « ${action} ».`,
    remedy: 'Faites donner ce droit à la personne qui lance cette commande : docs/roles.md.',
  }),
  noAnswer: (action: string, error: string): Advice => ({
    text: `N'a pas pu être lu : pas de réponse à « ${action} » (${error}).`,
    remedy:
      'Vérifiez le réseau et la région, puis recommencez : docs/deploy.md#before-the-first-deployment.',
  }),
} as const
