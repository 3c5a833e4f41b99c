import { type APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway'
import { DescribeLimitsCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  GetAccountSettingsCommand,
  type LambdaClient,
  ListLayersCommand,
} from '@aws-sdk/client-lambda'
import type { Election } from '../../shared/domain/election/election.ts'
import { capacityTexts as texts } from '../../shared/texts/preflight/capacity.ts'
import { firstMorningConcurrency, leastUnreserved, reservedFor } from '../estimate/quotas.ts'
import { nameOf } from './ask.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

/** What the stacks ask of an account, whatever the election: `lib/` has the numbers. */
export interface StackNeeds {
  /** Of all routes together, and the most of one route at once. */
  api: { perSecond: number; burst: number }
  /** Of the table that is made for the most. */
  tableWritesPerSecond: number
}

export interface Concurrency {
  granted: number
  /** What other functions of the account did not keep for themselves. */
  unreserved: number
}

export async function readConcurrency(client: LambdaClient): Promise<Concurrency> {
  const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}))
  const { ConcurrentExecutions = 0, UnreservedConcurrentExecutions = 0 } = AccountLimit ?? {}
  return { granted: ConcurrentExecutions, unreserved: UnreservedConcurrentExecutions }
}

/** @param isDeployed what is reserved then counts what this election keeps already */
export function judgeConcurrency(
  { granted, unreserved }: Concurrency,
  election: Pick<Election, 'lambdaConcurrency' | 'smsPerSecond' | 'mailsPerSecond'>,
  isDeployed: boolean,
): Finding[] {
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
export async function readHasRuntime(client: LambdaClient): Promise<boolean> {
  try {
    await client.send(new ListLayersCommand({ CompatibleRuntime: runtime, MaxItems: 1 }))
    return true
  } catch (error) {
    if (/InvalidParameterValue|Validation/.test(nameOf(error))) return false
    throw error
  }
}

export function judgeRuntime(hasRuntime: boolean, region: string): Finding[] {
  return [hasRuntime ? ok(texts.runtime(runtime)) : blocks(texts.noRuntime(runtime, region))]
}

export interface ApiThrottle {
  perSecond: number
  burst: number
}

/** Service Quotas says 10,000 in regions that have 2,500; this is what the console shows. */
export async function readApiThrottle(client: APIGatewayClient): Promise<ApiThrottle> {
  const { throttleSettings } = await client.send(new GetAccountCommand({}))
  const { rateLimit, burstLimit } = throttleSettings ?? {}
  if (rateLimit === undefined || burstLimit === undefined) throw new Error('no throttle')
  return { perSecond: rateLimit, burst: burstLimit }
}

export function judgeApiThrottle(granted: ApiThrottle, needed: StackNeeds['api']): Finding[] {
  const isShort = granted.perSecond < needed.perSecond || granted.burst < needed.burst
  return [
    isShort
      ? warning(texts.apiShort(granted, needed))
      : ok(texts.api(granted.perSecond, needed.perSecond)),
  ]
}

/** @returns the most writes a second that a table may be made for */
export async function readMostTableWrites(client: DynamoDBClient): Promise<number> {
  const { TableMaxWriteCapacityUnits } = await client.send(new DescribeLimitsCommand({}))
  if (TableMaxWriteCapacityUnits === undefined) throw new Error('no limit')
  return TableMaxWriteCapacityUnits
}

export function judgeTableWrites(most: number, needed: number): Finding[] {
  return [most < needed ? blocks(texts.tableShort(most, needed)) : ok(texts.table(most, needed))]
}
