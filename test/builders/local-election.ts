import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, vi } from 'vitest'
import electionFile from '../../election.json' with { type: 'json' }
import { dynamoApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import { dynamoCalendar } from '../../shared/adapters/election/dynamo-calendar.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoRestorations } from '../../shared/adapters/reissue/dynamo-restorations.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import type { StackOutputs } from '../../shared/contract/stack-outputs.ts'
import type { RoleName, TeamRequest } from '../../shared/contract/team-requests.ts'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { TableName } from '../../shared/tables/table-definition.ts'
import type { LocalDeployment } from '../../team/deployment.ts'
import { localCallerHeader, readLocalCaller } from '../../team/keys/local-caller.ts'
import { runOnTarget, type TargetCommand } from '../../team/reach-election.ts'
import { openEmbeddedTables } from '../adapters/embedded-tables.ts'
import { inMemoryNotifications } from '../fakes/channels.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { outputs as awsOutputs, describedStack } from './deployed-stack.ts'
import { aRotation } from './rotations.ts'
import { askedBy } from './team-function.ts'
import { keys, now } from './values.ts'
import { aRollEntry } from './voters.ts'

const nobody = 'http://127.0.0.1:1'

const onAws = {
  caller: { name: 'alice', address: '203.0.113.1' },
  options: { stack: true, election: 'election.json' },
}

/** Serves `--local` without a run: an embedded database, and the team's function in process. */
export async function aLocalElection() {
  const tables = await openEmbeddedTables()
  const { names } = tables
  const sqs = mockedClients(SQSClient)
  const cloudFormation = mockedClients(CloudFormationClient)
  const outputs = Object.fromEntries(
    Object.entries(awsOutputs).map(([output, name]) => {
      const table = `${output.charAt(0).toLowerCase()}${output.slice(1, -'Table'.length)}`
      return [output, output.endsWith('Table') ? names[table as TableName] : name]
    }),
  ) as unknown as StackOutputs
  const notifications = inMemoryNotifications()
  const reached = {
    said: [] as string[],
    saidAsError: [] as string[],
    notifications: notifications.messages,
    asked: [] as string[],
    isAgreed: true,
    changes: {} as object,
    options: { local: true, port: 8080, election: 'election.json' },
  }
  let roleOnAws = 'RollTeam'
  const interventions = dynamoInterventions(tables.database, names.interventions)
  const approvals = dynamoApprovals(tables.database, names)

  function askAs(role: string, name: string, network: string, request: TeamRequest) {
    const ask = askedBy(
      {
        role: `${role.charAt(0).toLowerCase()}${role.slice(1)}` as RoleName,
        by: `${role}/${name}`,
        network,
      },
      {
        ...{ keys, interventions, approvals, roll: tables.roll, operations: tables.rollOperations },
        election: parseElection({ ...electionFile, ...reached.changes }),
        ...{ smsBreakers: tables.smsBreakers, smsDays: tables.smsDays },
        handoverDays: tables.handoverDays,
        clock: () => new Date(),
        notifications,
        rollSeal: dynamoRollSeal(tables.database, names.rollOperations),
        rings: aRotation().rotation.rings,
        restorations: dynamoRestorations(tables.database, names, () => new Date()),
        calendars: {
          ...dynamoCalendar(tables.database, names.calendar),
          replace: async () => false,
        },
        originHeader: { find: async () => ({ isEverywhere: true }), send: async () => false },
      },
    )
    return ask(request)
  }

  async function answer(url: string, request: { headers: Record<string, string>; body: string }) {
    if (url === 'http://localhost:8081/deployment') return Response.json(deployment())
    if (url !== outputs.TeamFunctionUrl) throw new TypeError(`Nobody answers at ${url}`)
    const isLocal = localCallerHeader in request.headers
    const { role, name, address } = isLocal
      ? readLocalCaller(request.headers)
      : { ...onAws.caller, role: roleOnAws }
    const teamRequest: TeamRequest = JSON.parse(request.body)
    reached.asked.push(`${role} ${teamRequest.compute}`)
    const answered = await askAs(role, name, address, teamRequest)
    if (!reached.isAgreed || !('status' in answered) || teamRequest.compute !== 'notices-request') {
      return Response.json(answered)
    }
    const { approvalId } = answered.request
    await askAs(role, 'another', '203.0.113.9', { compute: 'notices-approval', approvalId })
    return Response.json(await askAs(role, name, address, teamRequest))
  }

  function deployment(): LocalDeployment {
    const election = { ...electionFile, ...reached.changes }
    return {
      outputs: { ...outputs, ElectionDigest: electionDigest(parseElection(election)) },
      region: 'eu-west-3',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      endpoints: {
        dynamodb: tables.endpoint,
        ...{ sqs: nobody, secretsManager: nobody, ses: nobody, sns: nobody, cloudFront: nobody },
        ...{ cloudWatch: nobody, s3: nobody, kms: nobody, cloudFormation: nobody, lambda: nobody },
        eventBridge: nobody,
      },
      election,
    }
  }

  beforeEach(async () => {
    await tables.empty(new Set(Object.values(names)))
    for (const kept of [reached.said, reached.saidAsError, reached.notifications, reached.asked]) {
      kept.length = 0
    }
    reached.isAgreed = true
    reached.changes = {}
    vi.useFakeTimers({ now, toFake: ['Date'] })
    vi.stubGlobal('fetch', answer)
    vi.spyOn(console, 'log').mockImplementation((line: string) => void reached.said.push(line))
    vi.spyOn(console, 'error').mockImplementation(
      (line: string) => void reached.saidAsError.push(line),
    )
    sqs.on(SendMessageCommand).callsFake(({ MessageBody }) => {
      reached.notifications.push(JSON.parse(MessageBody))
      return {}
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  return Object.assign(reached, {
    tables,
    outputs,
    interventions,
    asStack(role = 'RollTeam') {
      roleOnAws = role
      cloudFormation.on(DescribeStacksCommand).resolves(describedStack(outputs))
      for (const [name, value] of Object.entries({
        AWS_REGION: 'eu-west-3',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      })) {
        vi.stubEnv(name, value)
      }
      return onAws.options
    },
    run: (work: TargetCommand, ...given: unknown[]) => runOnTarget(work)(...given),
    async aVoter(changes: Parameters<typeof aRollEntry>[0] = {}, stored: Partial<Voter> = {}) {
      const entry = aRollEntry(changes)
      const { voter, identifier } = enrol(keys, entry)
      await tables.voters.enrol({ ...voter, ...stored })
      return { ...voter, entry, identifier }
    },
  })
}
