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

/** Thrown if the function did not answer. */
export class TeamFunctionError extends CommandError {
  override name = 'TeamFunctionError'

  /** @param why a status or the name of an error */
  constructor(why: string) {
    super(teamFunctionTexts.noAnswer(why))
  }
}

const maxTries = 6

/** The function itself times out earlier. */
const timeoutMilliseconds = 30_000

/** Signs requests with the Lambda client's credentials. `asWhom` names the caller in a local run. */
export function teamFunction(
  url: string,
  client: LambdaClient,
  asWhom: (request: TeamRequest) => Record<string, string> = () => ({}),
  firstWaitMilliseconds = 500,
): AskTeamFunction {
  return async (request) => {
    for (let tries = 1; ; tries++) {
      const response = await send(url, client, asWhom(request), JSON.stringify(request)).catch(
        (error: Error) => error,
      )
      // A refusal by the function is a valid answer too. Other answers come from the network, Lambda or IAM.
      const read = response instanceof Error ? undefined : teamAnswer.safeParse(response.json)
      if (read?.success) return read.data
      const why = response instanceof Error ? response.name : String(response.status)
      const isTransient =
        response instanceof Error || response.status >= 500 || response.status === 429
      if (!isTransient || tries === maxTries) throw new TeamFunctionError(why)
      await sleep(backOffWait({ base: firstWaitMilliseconds, cap: 8000, floor: 0.5 }, tries))
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
  const signal = AbortSignal.timeout(timeoutMilliseconds)
  const response = await fetch(url, { method: 'POST', headers: signed.headers, body, signal })
  return { status: response.status, json: await response.json().catch(() => undefined) }
}

/** Returns a role that may send the request, for local runs. */
export function usualRole(request: TeamRequest): RoleName {
  const { callers } = teamRules[request.compute === 'permission' ? request.of : request.compute]
  return callers === 'anyone' ? 'deployer' : (callers[0] as RoleName)
}
