import { GetAccountCommand, type ThrottleSettings } from '@aws-sdk/client-api-gateway'
import { DescribeLimitsCommand } from '@aws-sdk/client-dynamodb'
import {
  type AccountLimit,
  GetAccountSettingsCommand,
  type LambdaClient,
  ListLayersCommand,
} from '@aws-sdk/client-lambda'
import type { Election } from '../../shared/domain/election/election.ts'
import { capacityTexts as texts } from '../../shared/texts/preflight/capacity.ts'
import { firstMorningConcurrency, leastUnreserved, reservedFor } from '../estimate/quotas.ts'
import { allOf, check, given, nameOf } from './ask.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'
import type { Look, StackNeeds } from './look.ts'

/** @param isDeployed what is reserved then counts what this election keeps already */
export function lookAtCapacity(
  { election, clients: { lambda, apiGateway, dynamodb }, needs }: Look,
  isDeployed: boolean,
): Promise<Finding[]> {
  return allOf([
    check(
      'lambda:GetAccountSettings',
      () => lambda.send(new GetAccountSettingsCommand({})),
      ({ AccountLimit }) => judgeConcurrency(AccountLimit, election, isDeployed),
    ),
    check(
      'lambda:ListLayers',
      () => readHasRuntime(lambda),
      (has) => [
        has ? ok(texts.runtime(runtime)) : blocks(texts.noRuntime(runtime, election.region)),
      ],
    ),
    check(
      'apigateway:GET',
      // Service Quotas says 10,000 in regions that have 2,500; this is what the console shows.
      async () => throttleIn((await apiGateway.send(new GetAccountCommand({}))).throttleSettings),
      (granted) => judgeApiThrottle(granted, needs.api),
    ),
    check(
      'dynamodb:DescribeLimits',
      async () =>
        given((await dynamodb.send(new DescribeLimitsCommand({}))).TableMaxWriteCapacityUnits),
      (most) => judgeTableWrites(most, needs.tableWritesPerSecond),
    ),
  ])
}

export function judgeConcurrency(
  limit: AccountLimit | undefined,
  election: Pick<Election, 'lambdaConcurrency' | 'smsPerSecond' | 'mailsPerSecond'>,
  isDeployed: boolean,
): Finding[] {
  // Other functions of the account keep the rest for themselves.
  const { ConcurrentExecutions: granted = 0, UnreservedConcurrentExecutions: unreserved = 0 } =
    limit ?? {}
  const { lambdaConcurrency: wanted } = election
  const reserved = reservedFor(election)
  const least = reserved + leastUnreserved
  if (wanted !== undefined && granted < wanted) {
    return [blocks(texts.concurrencyTooLow(granted, wanted))]
  }
  if (granted < least) return [blocks(texts.concurrencyTiny(granted, least))]
  const willReserve = wanted !== undefined && wanted >= least
  if (willReserve && !isDeployed && unreserved < least) {
    return [blocks(texts.concurrencyReserved(unreserved, least))]
  }
  return [
    granted < firstMorningConcurrency
      ? warning(texts.concurrencyShort(granted, firstMorningConcurrency))
      : ok(texts.concurrency(granted)),
    ...(willReserve ? [] : [warning(texts.concurrencyUntold(granted, least))]),
  ]
}

export const runtime = 'nodejs24.x'

/**
 * AWS has no list of the runtimes of a region. It refuses to list the layers for one that it does not know:
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html. Not certain: that each region has its own.
 */
async function readHasRuntime(client: LambdaClient): Promise<boolean> {
  try {
    await client.send(new ListLayersCommand({ CompatibleRuntime: runtime, MaxItems: 1 }))
    return true
  } catch (error) {
    if (/InvalidParameterValue|Validation/.test(nameOf(error))) return false
    throw error
  }
}

const throttleIn = (settings: ThrottleSettings = {}): StackNeeds['api'] => ({
  perSecond: given(settings.rateLimit),
  burst: given(settings.burstLimit),
})

export function judgeApiThrottle(granted: StackNeeds['api'], needed: StackNeeds['api']): Finding[] {
  const isShort = granted.perSecond < needed.perSecond || granted.burst < needed.burst
  return [
    isShort
      ? warning(texts.apiShort(granted, needed))
      : ok(texts.api(granted.perSecond, needed.perSecond)),
  ]
}

export function judgeTableWrites(most: number, needed: number): Finding[] {
  return [most < needed ? blocks(texts.tableShort(most, needed)) : ok(texts.table(most, needed))]
}
