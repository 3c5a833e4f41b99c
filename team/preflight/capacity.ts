import { GetAccountCommand } from '@aws-sdk/client-api-gateway'
import { type AccountLimit, GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { minUnreservedConcurrency } from '../../shared/domain/rate-limiter.ts'
import { number } from '../../shared/texts/numbers.ts'
import { firstMorningConcurrency, reservedConcurrency } from '../estimate/quotas.ts'
import type { Account } from './clients.ts'
import { blocker, check, type Finding, ok, warning } from './finding.ts'
import { checkOutputs } from './stacks.ts'

const lambdaGuide = 'docs/deploy.md#what-aws-leaves-to-you, point 6'

export const capacityChecks = ({ election, clients, apiPerSecond }: Account) => [
  check(
    'lambda:GetAccountSettings',
    () => clients.lambda.send(new GetAccountSettingsCommand({})),
    ({ AccountLimit }) =>
      checkOutputs(clients.cloudFormation, stackNamesOf(election).main, (outputs) => [
        judgeConcurrency(AccountLimit, election, outputs !== undefined),
      ]),
  ),
  check(
    'apigateway:GET',
    // Service Quotas reports 10,000 even in regions that have 2,500.
    () => clients.apiGateway.send(new GetAccountCommand({})),
    ({ throttleSettings }) => [judgeThrottle(throttleSettings?.rateLimit ?? 0, apiPerSecond)],
  ),
]

export function judgeConcurrency(
  limit: AccountLimit | undefined,
  election: Pick<Election, 'lambdaConcurrency' | 'smsPerSecond' | 'mailsPerSecond'>,
  isDeployed = false,
): Finding {
  const grantedConcurrency = limit?.ConcurrentExecutions ?? 0
  const { lambdaConcurrency: plannedConcurrency } = election
  const neededConcurrency = reservedConcurrency(election) + minUnreservedConcurrency
  const sentence = `Lambda laisse tourner ${number(grantedConcurrency)} fonctions à la fois`
  if (plannedConcurrency !== undefined && grantedConcurrency < plannedConcurrency) {
    return blocker({
      text: `${sentence}, le fichier compte sur ${number(plannedConcurrency)}.`,
      remedy: `Demandez à AWS d'en accorder ${number(Math.max(plannedConcurrency, 1000))} (${lambdaGuide}), ou écrivez "lambdaConcurrency": ${grantedConcurrency}.`,
    })
  }
  const freeConcurrency = limit?.UnreservedConcurrentExecutions ?? grantedConcurrency
  const willReserve = !isDeployed && (plannedConcurrency ?? 0) >= neededConcurrency
  if (willReserve && freeConcurrency < neededConcurrency) {
    return blocker({
      text: `${sentence}, et d'autres en ont réservé : il en reste ${number(freeConcurrency)}, il en faut ${number(neededConcurrency)}. Le déploiement échouerait.`,
      remedy: `Demandez à AWS d'en accorder plus (${lambdaGuide}), ou écrivez "lambdaConcurrency": ${freeConcurrency}.`,
    })
  }
  if (grantedConcurrency < firstMorningConcurrency) {
    const advice = {
      text: `${sentence} ; une première matinée en demande ${number(firstMorningConcurrency)}, et il en faut ${number(neededConcurrency)} pour que les SMS et les e-mails aient leur part.`,
      remedy: `Demandez à AWS d'en accorder 1000 (${lambdaGuide}), puis écrivez "lambdaConcurrency".`,
    }
    return grantedConcurrency < neededConcurrency ? blocker(advice) : warning(advice)
  }
  return ok(`${sentence} : assez pour une première matinée.`)
}

export function judgeThrottle(grantedRate: number, neededRate: number): Finding {
  const sentence = `API Gateway laisse passer ${number(grantedRate)} demandes par seconde, les routes en demandent ${number(neededRate)} au plus.`
  if (grantedRate >= neededRate) return ok(sentence)
  return warning({
    text: sentence,
    remedy:
      'Demandez à AWS, Service Quotas, API Gateway, « Throttle rate » : docs/edge.md#throttles.',
  })
}
