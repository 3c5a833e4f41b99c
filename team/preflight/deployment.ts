import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { smsNames } from '../../shared/contract/sms-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { edgeRegion, needsEdge } from '../../shared/domain/election/edge.ts'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { modeOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { deploymentTexts as texts } from '../../shared/texts/preflight/deployment.ts'
import { allOf, check, judged } from './ask.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'
import type { Look, StackAnswer } from './look.ts'
import { askStack, type StackState } from './stacks.ts'

/** What the templates ask of the account: `requiresBootstrapStackVersion`. */
export const leastBootstrap = 6

/** Of `cdk bootstrap`, under the name that it has unless one is given. */
export const bootstrapStack = 'CDKToolkit'

export function lookAtDeployment(
  look: Look,
  service: StackAnswer,
  data: StackAnswer,
): Promise<Finding[]> {
  const { election, clients } = look
  const { region, mode, protection } = election
  const { main, kept, edge } = stackNamesOf(election)
  const edgeRegions = needsEdge(election) ? [edgeRegion] : []
  const read = 'value' in service ? service.value : undefined
  const stackIn = async (of: string, name: string) =>
    judged(await askStack(clients.cloudFormation(of), name), (stack) => judgeStack(name, stack))
  return allOf([
    ...[...new Set([region, ...edgeRegions])].map((of) => lookAtPlace(look, of)),
    Promise.resolve(judged(service, (stack) => judgeStack(main, stack))),
    check(
      'dynamodb:Scan',
      () => readRollMode(clients.dynamodb, read?.outputs.RollOperationsTable),
      (standing) => judgeMode(mode, standing),
    ),
    Promise.resolve([
      ...judged(data, (stack) => judgeStack(kept, stack)),
      ...('value' in service ? judgeEncryptionKey(main, protection.customerManagedKey, read) : []),
    ]),
    stackIn(region, smsNames.stack),
    ...edgeRegions.map((of) => stackIn(of, edge(region))),
  ])
}

/** What must be there before anything is deployed to a region, and who may. */
async function lookAtPlace({ clients, caller }: Look, region: string): Promise<Finding[]> {
  const place = { account: caller.account, region }
  const bootstrap = await askStack(clients.cloudFormation(region), bootstrapStack)
  const found = judged(bootstrap, (stack) => judgeBootstrap(stack, place))
  // Its roles are then not there either.
  if ('value' in bootstrap && bootstrap.value === undefined) return found
  const roles = deployerRoles.map((role) =>
    check(
      'sts:AssumeRole',
      () => mayTakeOn(clients.sts, role, place),
      (may) => judgeTakenOn(role, place, may),
    ),
  )
  return [...found, ...(await allOf(roles))]
}

/** The roles of `cdk bootstrap`, as whoever deploys takes them on: one sends the files, the other deploys. */
const deployerRoles = ['deploy-role', 'file-publishing-role'] as const

interface Place {
  account: string
  region: string
}

/**
 * Takes a role on as `cdk deploy` will, and lets it go: this alone shows what the caller, the role's trust and the
 * organisation allow together, and takes no right to read them.
 * @returns whether it may
 */
async function mayTakeOn(
  client: STSClient,
  role: (typeof deployerRoles)[number],
  { account, region }: Place,
): Promise<boolean> {
  try {
    await client.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/cdk-hnb659fds-${role}-${account}-${region}`,
        RoleSessionName: 'preflight',
        DurationSeconds: 900,
      }),
    )
    return true
  } catch (error) {
    if (/AccessDenied/.test((error as Error).name)) return false
    throw error
  }
}

/** CDK goes on with the caller's own rights, and says so in a warning. */
export function judgeTakenOn(role: string, { region }: Place, may: boolean): Finding[] {
  return may ? [ok(texts.mayTakeOn(role, region))] : [warning(texts.mayNotTakeOn(role, region))]
}

/** What the roll in the tables was imported for. @param table undefined when the election was never deployed */
async function readRollMode(
  client: DynamoDBClient,
  table: string | undefined,
): Promise<ElectionMode | undefined> {
  if (table === undefined) return undefined
  return modeOfRoll(await dynamoRollOperations(DynamoDBDocumentClient.from(client), table).all())
}

export function judgeMode(mode: ElectionMode, standing: ElectionMode | undefined): Finding[] {
  if (standing && standing !== mode) return [blocks(texts.otherRoll[standing])]
  return mode === 'rehearsal' ? [warning(texts.rehearsal)] : standing ? [ok(texts.ofVote)] : []
}

export function judgeBootstrap(
  stack: StackState | undefined,
  { account, region }: Place,
): Finding[] {
  if (!stack) return [blocks(texts.noBootstrap(account, region))]
  const version = Number(stack.outputs.BootstrapVersion)
  if (!(version >= leastBootstrap)) {
    return [blocks(texts.oldBootstrap(account, region, version || 0, leastBootstrap))]
  }
  return [ok(texts.bootstrap(region, version))]
}

/** A key of the election's own is there from the first deployment to the closing. */
export function judgeEncryptionKey(
  name: string,
  wanted: boolean | undefined,
  stack: StackState | undefined,
): Finding[] {
  const isThere = stack?.outputs.EncryptionKey !== undefined
  if (wanted && stack && !isThere) return [warning(texts.keyAfterwards(name))]
  return isThere && !wanted ? [blocks(texts.keyGivenUp(name))] : []
}

/** One that is not there yet is as good as one that is whole. */
export function judgeStack(name: string, stack: StackState | undefined): Finding[] {
  if (!stack) return [ok(texts.newStack(name))]
  const { status } = stack
  if (status === 'REVIEW_IN_PROGRESS') return [ok(texts.onlyReviewed(name))]
  if (status === 'ROLLBACK_COMPLETE') return [blocks(texts.rolledBack(name))]
  if (status.endsWith('_FAILED')) return [blocks(texts.failedStack(name, status))]
  if (status.endsWith('_IN_PROGRESS')) return [warning(texts.busyStack(name, status))]
  return [ok(texts.stack(name, status))]
}
