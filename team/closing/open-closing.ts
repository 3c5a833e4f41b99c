import { setTimeout as sleep } from 'node:timers/promises'
import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { paginateListSecrets } from '@aws-sdk/client-secrets-manager'
import { dynamoApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import { dynamoCalendar } from '../../shared/adapters/election/dynamo-calendar.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { sesSuppressionList } from '../../shared/adapters/mail/ses-suppression-list.ts'
import { readSecret } from '../../shared/adapters/secrets-manager.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { type StackOutputs, stackOutputs } from '../../shared/contract/stack-outputs.ts'
import {
  type ApprovalRequest,
  approvalKeyOf,
  closingRequest,
} from '../../shared/domain/approval.ts'
import { clocksOf } from '../../shared/domain/election/calendar.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { earliestOf } from '../../shared/domain/instants.ts'
import { deriveKeys, readKeyRing } from '../../shared/domain/keys.ts'
import { type ApprovalPorts, resumeOrRequest } from '../../shared/domain/request-approval.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { CommandError } from '../command-error.ts'
import { type Deployment, openOnAws, secretOf, tableNamesOf } from '../deployment.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import { RefusalError, requestApproval } from '../keys/ask-team-function.ts'
import { ledgerOf } from '../ledger/run-ledger.ts'
import { callerOf } from '../preflight/caller.ts'
import { openElection, type Target, type TargetOptions } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import type { AwsClients } from './aws-clients.ts'
import { findStack } from './aws-stacks.ts'
import type { Closing } from './close-election.ts'
import { closingFolder } from './closing-folder.ts'
import { closingLedger } from './closing-ledger.ts'
import type { ClosingApproval } from './closing-permission.ts'
import { countElection } from './count-election.ts'
import { findHoldings, type Holdings, sortUnique } from './destroyed-and-kept.ts'
import { destroyersOf } from './destroyers.ts'
import { rollAddressDestroyer } from './roll-addresses.ts'

export interface ClosingOptions extends TargetOptions {
  folder?: string
}

export async function openForClosing(
  options: TargetOptions,
  awsClients: AwsClients,
): Promise<Deployment> {
  const election = readElectionFile(options.election)
  const { resources, toDestroy } = await findHoldings(awsClients, election)
  const stacks = toDestroy.filter(({ kind }) => kind === 'service' || kind === 'kept')
  const { main, data } = stackNamesOf(election)
  if (stacks.length === 0)
    throw new CommandError(
      `Il n'y a aucune pile ${main} ni ${data}, ni en place, ni finie depuis moins de 90 jours : vérifiez le nom, AWS_REGION et vos droits. Rien ne dit que tout est détruit.`,
    )
  for (const { kind, name } of stacks) {
    if (kind !== 'service') continue
    const { StackStatus } = (await findStack(awsClients.cloudFormation, name)) ?? {}
    // A stack that is being deleted still has outputs, but its functions may be gone.
    if (StackStatus && !StackStatus.startsWith('DELETE_')) return openElection(options)
  }
  const outputs = Object.keys(stackOutputs.shape).map((output) => {
    const logicalId = logicalIdsByOutput[output] ?? output.replace(/^(.*)Table$/, 'Tables$1')
    const resource = resources.find(
      (candidate) => candidate.logicalId.replace(/[0-9A-F]{8}$/, '') === logicalId,
    )
    return [output, resource?.name ?? '']
  })
  const ElectionDigest = electionDigest(election)
  return openOnAws({ ...(Object.fromEntries(outputs) as StackOutputs), ElectionDigest })
}

const logicalIdsByOutput: Record<string, string> = {
  LedgerBucket: 'LedgerSegments',
  IdentityKeysSecret: 'SecretsIdentityKeys',
}

export async function closingOf(
  { deployment, election }: Pick<Target, 'deployment' | 'election'>,
  options: ClosingOptions,
  awsClients: AwsClients | undefined,
): Promise<Closing> {
  const { database, ses, outputs } = deployment
  const { roll, operations } = rollTables(deployment)
  const clock = () => new Date()
  const by = await callerOf(options)
  const isServiceGone = outputs.SiteUrl === ''
  return {
    // Without the service, the file's end of appeals may differ from the deployed one.
    election: isServiceGone ? removeAppealsEnd(election) : election,
    isServiceGone,
    async findVoteEnd() {
      if (isServiceGone || election.mode === 'rehearsal') return undefined
      const calendar = await ignoreMissing(() =>
        dynamoCalendar(database, outputs.CalendarTable).find(),
      )
      if (!calendar) return undefined
      const dates = clocksOf(() => calendar, clock).wallDates(election.dates)
      const opensAt = earliestOf(dates.reissueOpensAt, dates.voteOpensAt)
      return clock() >= opensAt && clock() < dates.voteClosesAt ? dates.voteClosesAt : undefined
    },
    findHoldings: () =>
      awsClients ? findHoldings(awsClients, election) : findLocalHoldings(deployment),
    destroyers: {
      addresses: rollAddressDestroyer({
        suppressionList: sesSuppressionList(ses),
        roll,
        operations,
        isServiceGone,
        keyedValues: deployment.keyedValues,
      }),
      ...destroyersOf(deployment, awsClients, sleep),
    },
    approval: approvalOf(deployment, election, isServiceGone, by),
    interventions: dynamoInterventions(database, outputs.InterventionsTable),
    count: () => countElection({ roll, database, reissuesTable: outputs.ReissuesTable }),
    ledger: outputs.LedgerBucket === '' ? undefined : closingLedger(ledgerOf(deployment), sleep),
    folder: closingFolder(options.folder ?? `cloture-${election.name}`),
    by,
    clock,
    print: console.log,
  }
}

function approvalOf(
  { database, secretsManager, outputs, askTeamFunction }: Deployment,
  { name, mode }: Election,
  isServiceGone: boolean,
  by: string,
): ClosingApproval {
  const approvals = dynamoApprovals(database, tableNamesOf(outputs))
  return {
    findRequests: () => approvals.findAll(approvalKeyOf(closingRequest(name, undefined))),
    async request(reason) {
      if (!isServiceGone)
        return requestApproval(askTeamFunction, { compute: 'closing', ...(reason && { reason }) })
      const ring = await ignoreMissing(() =>
        readSecret(secretsManager, secretOf(outputs, 'identityKeys')),
      )
      if (ring === undefined) throw new RefusalError('keys-gone')
      const keys = deriveKeys('identityKeys', readKeyRing(ring), mode)
      const ports = { approvals, keys, clock: () => new Date() }
      return decideWithKeys(ports, by, closingRequest(name, reason))
    },
  }
}

export async function decideWithKeys(ports: ApprovalPorts, by: string, input: ApprovalRequest) {
  const answer = await resumeOrRequest(ports, { by, network: '' }, input)
  if ('refused' in answer) throw new RefusalError(answer.refused)
  const { status, approval } = answer
  const request = { ...approval, askedAt: approval.askedAt.toISOString() }
  return { status, request, approvedBy: approval.approver?.by }
}

function removeAppealsEnd(election: Election<WallInstant>): Election<WallInstant> {
  const { appealsUntil: _, ...dates } = election.dates
  return { ...election, dates }
}

async function findLocalHoldings({
  database,
  secretsManager,
  outputs,
}: Deployment): Promise<Holdings> {
  const holdings: Holdings['toDestroy'] = [{ kind: 'addresses', name: 'SES' }]
  for await (const { SecretList = [] } of paginateListSecrets({ client: secretsManager }, {})) {
    for (const { ARN: name = '' } of SecretList) holdings.push({ kind: 'secret', name })
  }
  const { TableNames = [] } = await database.send(new ListTablesCommand({}))
  const localTables = TableNames.filter((name) => name.startsWith('Tables-'))
  for (const name of localTables) holdings.push({ kind: 'table', name })
  return {
    toDestroy: sortUnique(holdings),
    toKeep: [{ kind: 'ledger', name: outputs.LedgerBucket }],
  }
}
