import { number } from '../numbers.ts'
import type { Remedied } from './preflight-command.ts'

const askLambda = 'docs/deploy.md#what-aws-leaves-to-you, point 6'

interface Throttle {
  perSecond: number
  burst: number
}

export const capacityTexts = {
  concurrency: (granted: number) =>
    `Lambda laisse tourner ${number(granted)} fonctions à la fois : assez pour une première matinée.`,
  concurrencyTooLow: (granted: number, wanted: number): Remedied => ({
    text: `Lambda laisse tourner ${number(granted)} fonctions à la fois, le fichier compte sur ${number(wanted)}.`,
    remedy: `Demandez à AWS d'en accorder ${number(Math.max(wanted, 1000))} (${askLambda}), ou écrivez "lambdaConcurrency": ${granted}.`,
  }),
  concurrencyTiny: (granted: number, least: number): Remedied => ({
    text: `Lambda ne laisse tourner que ${number(granted)} fonctions à la fois : une foule d'électeurs arrête les SMS et les e-mails. Il en faut ${number(least)} pour leur garder leur part.`,
    remedy: `Demandez à AWS d'en accorder 1000 (${askLambda}), puis écrivez "lambdaConcurrency".`,
  }),
  concurrencyReserved: (unreserved: number, least: number): Remedied => ({
    text: `D'autres fonctions du compte n'en laissent que ${number(unreserved)} tourner à la fois, il en faut ${number(least)} : le déploiement échouerait.`,
    remedy: `Demandez plus à AWS (${askLambda}), ou libérez ce qu'elles gardent : aws lambda list-functions, puis aws lambda get-function-concurrency.`,
  }),
  concurrencyShort: (granted: number, advised: number): Remedied => ({
    text: `Lambda laisse tourner ${number(granted)} fonctions à la fois ; une première matinée en demande ${number(advised)}.`,
    remedy: `Demandez à AWS d'en accorder 1000 (${askLambda}), puis écrivez "lambdaConcurrency".`,
  }),
  concurrencyUntold: (granted: number, least: number): Remedied => ({
    text: `Le fichier ne compte pas sur ${number(least)} fonctions : les SMS et les e-mails n'ont pas leur part à eux.`,
    remedy: `Écrivez "lambdaConcurrency": ${granted}, ou la part de cette élection : docs/edge.md#concurrency.`,
  }),
  runtime: (name: string) => `Lambda connaît ${name}.`,
  noRuntime: (name: string, region: string): Remedied => ({
    text: `Lambda ne connaît pas ${name} dans ${region}.`,
    remedy: 'Déployez dans une autre région (« region », dans election.json) : docs/election.md.',
  }),
  api: (granted: number, needed: number) =>
    `API Gateway laisse passer ${number(granted)} demandes par seconde, les routes en demandent ${number(needed)} au plus.`,
  apiShort: (granted: Throttle, needed: Throttle): Remedied => ({
    text: `API Gateway laisse passer ${number(granted.perSecond)} demandes par seconde (${number(granted.burst)} d'un coup) ; les routes en demandent ${number(needed.perSecond)} (${number(needed.burst)}) au plus.`,
    remedy:
      'Demandez à AWS, Service Quotas, API Gateway, « Throttle rate » : docs/edge.md#throttles.',
  }),
  table: (most: number, needed: number) =>
    `DynamoDB permet ${number(most)} écritures par seconde à une table, il en faut ${number(needed)}.`,
  tableShort: (most: number, needed: number): Remedied => ({
    text: `DynamoDB ne permet que ${number(most)} écritures par seconde à une table, il en faut ${number(needed)} : le déploiement échouerait.`,
    remedy:
      'Demandez à AWS, Service Quotas, DynamoDB, « Table-level write throughput limit », ou déployez avec « -c cold-tables=true » : docs/deploy.md#update.',
  }),
} as const
