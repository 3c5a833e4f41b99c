import { vi } from 'vitest'
import { findFreePorts, type LoopbackServer, listenOnLoopback } from '../../local/loopback.ts'
import { commandRights } from '../../shared/tooling/command-rights.ts'
import type { TeamRoleName } from '../../shared/tooling/team-roles.ts'
import { localDeployment, openLocalRun } from '../../team/deployment.ts'
import { teamCommand } from '../builders/team-command.ts'
import { statementsOfRole } from '../engines/granted-rights.ts'
import type { JudgedEngine, RequiredRight } from './aws-calls.ts'
import { runLocally } from './local-run.ts'
import { type AwsCall, grantsOf, isAllowed, isUsed, startRecordingProxy } from './permissions.ts'

export type JudgedRun = Awaited<ReturnType<typeof startJudgedRun>>

export async function startJudgedRun(options: Parameters<typeof runLocally>[0]) {
  const servers: LoopbackServer[] = []
  let role: TeamRoleName | undefined
  let now = new Date()
  let without: string | undefined
  let calls: AwsCall[] = []
  let refused: AwsCall[] = []

  const run = await runLocally(options)
  const statementsOf = (name: TeamRoleName) => {
    const output = `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`
    return statementsOfRole(run.app, run.app.outputs[output])
  }
  function allows(call: AwsCall): boolean {
    if (!role) return true
    calls.push(call)
    if (isAllowed(statementsOf(role), call, now) && call.action !== without) return true
    refused.push(call)
    return false
  }

  const answer = await fetch(`${run.handsetUrl}/deployment`)
  const said = localDeployment.parse(await answer.json())
  const { sqs } = said.endpoints
  const watched = async (endpoint: string, engine: JudgedEngine) => {
    const way = await startRecordingProxy(endpoint, engine, run.app.account, [], allows)
    servers.push(way)
    return way.endpoint
  }
  for (const [name, endpoint] of Object.entries<string>(said.endpoints)) {
    const way = await watched(endpoint, name.toLowerCase() as JudgedEngine)
    said.endpoints[name as keyof typeof said.endpoints] = way
  }
  said.outputs.TeamFunctionUrl = await watched(said.outputs.TeamFunctionUrl, 'functionUrl')
  // The SDK sends a call to the host of the queue's URL.
  const queues = JSON.stringify(said.outputs).replaceAll(sqs, said.endpoints.sqs)
  const told = JSON.stringify({ ...said, outputs: JSON.parse(queues) })
  const port = await findFreePorts(2)
  servers.push(await listenOnLoopback((_, response) => response.end(told), port + 1))
  const deployment = await openLocalRun(port)

  async function as<Result>(name: TeamRoleName, work: () => Promise<Result>): Promise<Result> {
    role = name
    vi.stubEnv('LOCAL_ROLE', name)
    try {
      return await work()
    } finally {
      vi.unstubAllEnvs()
      role = undefined
    }
  }
  async function play(name: TeamRoleName, line: string, ...more: string[]) {
    refused = []
    const [script, ...words] = line.split(' ')
    const command = teamCommand(`${script}.ts`)
    const played = await as(name, () =>
      command(...words, ...more, '--local', '--port', String(port)),
    )
    return { ...played, refused: [...new Set(refused.map(({ action }) => action))] }
  }
  return {
    ...{ run, deployment, as, play },
    begin() {
      ;[now, without, calls, refused] = [new Date(), undefined, [], []]
    },
    at(date: Date) {
      now = date
    },
    without(action: string | undefined) {
      without = action
    },
    async works(name: TeamRoleName, line: string, ...more: string[]): Promise<string> {
      const { code, said, refused } = await play(name, line, ...more)
      if (code !== 0 || refused.length > 0)
        throw new Error(`${line} ended with ${code}, refused ${refused.join(', ')}: ${said}`)
      return said
    },
    /** Returns the rights of a role that no command used, on services that a local run has. */
    idleRightsOf(name: TeamRoleName, ...elsewhere: string[]) {
      const played =
        /^(cloudfront|cloudwatch|dynamodb|kms|lambda:Invoke\w+|s3|secretsmanager|sns|sqs):/
      const ofPreflight = commandRights.preflight.otherRights.flatMap(({ actions }) => [
        ...actions,
      ]) as string[]
      return grantsOf(statementsOf(name))
        .filter(({ action }) => played.test(action) && !ofPreflight.includes(action))
        .filter((grant) => !isUsed(grant, calls))
        .map(({ action, resource }) => `${action} on ${resource.split(/[/:]/).at(-1)}`)
        .filter((idle) => !elsewhere.includes(idle))
    },
    may: (name: TeamRoleName, call: RequiredRight) => isAllowed(statementsOf(name), call, now),
    async stop() {
      deployment.close()
      await run.stop()
      for (const server of servers) await server.close()
    },
  }
}
