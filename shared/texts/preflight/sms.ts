import { number } from '../numbers.ts'
import type { Remedied } from './preflight-command.ts'

const askSpend = 'docs/deploy.md#what-aws-leaves-to-you, point 4'

export const smsTexts = {
  production: "SNS envoie à tout numéro : le compte n'est pas dans le bac à sable.",
  sandbox: {
    text: "SNS est dans le bac à sable : il n'envoie qu'à 10 numéros vérifiés, à aucun électeur.",
    remedy: 'Demandez à AWS de le quitter : docs/deploy.md#what-aws-leaves-to-you, point 3.',
  },
  spend: (limit: number, sms: number) =>
    `SNS peut dépenser ${number(limit)} USD par mois, environ ${number(sms)} SMS.`,
  spendRaised: (now: number, raised: number, sms: number) =>
    `SNS peut dépenser ${number(now)} USD par mois ; le déploiement le porte à ${number(raised)}, environ ${number(sms)} SMS.`,
  smsUnknown: (told: string): Remedied => ({
    text: `${told} Est-ce assez ? Le nombre de SMS attendus n'est pas dit.`,
    remedy: 'npm run preflight -- --sms NOMBRE',
  }),
  spendNotGranted: (granted: number, wanted: number): Remedied => ({
    text: `AWS n'accorde que ${number(granted)} USD de SMS par mois, le fichier en demande ${number(wanted)} : le déploiement échouerait.`,
    remedy: `Demandez cette somme à AWS (${askSpend}), ou écrivez "smsMonthlySpendUsd": ${granted}.`,
  }),
  spendTooLow: (limit: number, sms: number, expected: number, needed: number): Remedied => ({
    text: `${number(limit)} USD par mois, c'est environ ${number(sms)} SMS, pour ${number(expected)} attendus. Cette somme dépensée, aucun ne part.`,
    remedy: `Demandez ${number(needed)} USD à AWS (${askSpend}), puis écrivez "smsMonthlySpendUsd": ${needed}.`,
  }),
  receiptsOfOthers: (role: string): Remedied => ({
    text: `Les accusés des SMS du compte passent par ${role} : le déploiement met le nôtre à la place.`,
    remedy:
      'Prévenez qui les lit, ou déployez dans un autre compte : docs/deploy.md#what-the-deployment-changes-in-the-account.',
  }),
  logsFree: 'Les journaux des accusés peuvent être lus.',
  logsTaken: (name: string): Remedied => ({
    text: `Le journal des accusés ${name} a déjà deux abonnés, autant que CloudWatch en permet : le déploiement échouerait.`,
    remedy: `Ôtez-en un : aws logs describe-subscription-filters --log-group-name ${name}. docs/deploy.md#if-the-first-deployment-fails`,
  }),
  territories: 'Le compte ne bloque de lui-même aucun des territoires.',
  territoriesBlocked: (codes: readonly string[]): Remedied => ({
    text: `Le compte bloque les SMS vers ${codes.join(', ')}, ceux de SNS aussi.`,
    remedy:
      "Ouvrez ces pays dans la console d'AWS End User Messaging, « Protect configurations » : docs/deploy.md#what-aws-leaves-to-you, point 5.",
  }),
  territoriesFiltered: (codes: readonly string[]): Remedied => ({
    text: `Le compte filtre les SMS vers ${codes.join(', ')} : AWS peut en retenir qu'il croit suspects.`,
    remedy:
      "Ouvrez ces pays dans la console d'AWS End User Messaging, « Protect configurations » : docs/deploy.md#what-aws-leaves-to-you, point 5.",
  }),
} as const
