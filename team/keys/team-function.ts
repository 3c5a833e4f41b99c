import { setTimeout as sleep } from 'node:timers/promises'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import {
  type RoleName,
  type TeamAnswer,
  type TeamRequest,
  teamAnswer,
  teamRules,
} from '../../shared/contract/team-requests.ts'
import { backOffWait } from '../../shared/domain/back-off.ts'
import { CommandError } from '../command-error.ts'
import { teamFunctionTexts } from './team-function-texts.ts'

/** Asks the function that holds the keys. @throws TeamFunctionError */
export type AskTeamFunction = (request: TeamRequest) => Promise<TeamAnswer>

/** The function gave no answer. */
export class TeamFunctionError extends CommandError {
  override name = 'TeamFunctionError'

  /** @param why a status or the name of an error */
  constructor(why: string) {
    super(teamFunctionTexts.noAnswer(why))
  }
}

const mostTries = 6

/** Longer than the function's timeout. */
const mostMilliseconds = 30_000

/** Signs requests with the Lambda client's credentials. `asWhom` names the caller in a local run. */
export function teamFunction(
  url: string,
  client: LambdaClient,
  asWhom: (request: TeamRequest) => Record<string, string> = () => ({}),
  firstWaitMilliseconds = 500,
): AskTeamFunction {
  return async (request) => {
    for (let tries = 1; ; tries++) {
      const answered = await send(url, client, asWhom(request), JSON.stringify(request)).catch(
        (error: Error) => error,
      )
      // The function refuses in its answer. An answer of another form is IAM's refusal.
      const read = answered instanceof Error ? undefined : teamAnswer.safeParse(answered.json)
      if (read?.success) return read.data
      const why = answered instanceof Error ? answered.name : String(answered.status)
      const isPassing =
        answered instanceof Error || answered.status >= 500 || answered.status === 429
      if (!isPassing || tries === mostTries) throw new TeamFunctionError(why)
      await sleep(backOffWait({ first: firstWaitMilliseconds, longest: 8000, least: 0.5 }, tries))
    }
  }
}

async function send(
  url: string,
  client: LambdaClient,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; json: unknown }> {
  const { protocol, hostname, port, host, pathname: path } = new URL(url)
  const signer = await client.config.signer()
  const signed = await signer.sign({
    ...{ method: 'POST', protocol, hostname, path, body },
    ...(port && { port: Number(port) }),
    headers: { ...headers, host, 'content-type': 'application/json' },
  })
  const signal = AbortSignal.timeout(mostMilliseconds)
  const response = await fetch(url, { method: 'POST', headers: signed.headers, body, signal })
  return { status: response.status, json: await response.json().catch(() => undefined) }
}

/** Returns a role that may send the request, for local runs. */
export function usualRole(request: TeamRequest): RoleName {
  const { by } = teamRules[request.compute === 'permission' ? request.of : request.compute]
  return by === 'anyone' ? 'deployer' : (by[0] as RoleName)
}
