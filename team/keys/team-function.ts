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

export type AskTeamFunction = (request: TeamRequest) => Promise<TeamAnswer>

export class TeamFunctionError extends CommandError {
  override name = 'TeamFunctionError'

  constructor(reason: string) {
    super(teamFunctionTexts.noAnswer(reason))
  }
}

const maxAttempts = 6

/** Longer than the function's own timeout. */
const timeoutMilliseconds = 30_000

export function teamFunction(
  url: string,
  client: LambdaClient,
  headersOf: (request: TeamRequest) => Record<string, string> = () => ({}),
  firstWaitMilliseconds = 500,
): AskTeamFunction {
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      const response = await send(url, client, headersOf(request), JSON.stringify(request)).catch(
        (error: Error) => error,
      )
      const parsedAnswer =
        response instanceof Error ? undefined : teamAnswer.safeParse(response.json)
      if (parsedAnswer?.success) return parsedAnswer.data
      const reason = response instanceof Error ? response.name : String(response.status)
      const isTransient =
        response instanceof Error || response.status >= 500 || response.status === 429
      if (!isTransient || attempt === maxAttempts) throw new TeamFunctionError(reason)
      await sleep(backOffWait({ base: firstWaitMilliseconds, cap: 8000, minShare: 0.5 }, attempt))
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
  const request = await signer.sign({
    ...{ method: 'POST', protocol, hostname, path, body },
    ...(port && { port: Number(port) }),
    headers: { ...headers, host, 'content-type': 'application/json' },
  })
  const signal = AbortSignal.timeout(timeoutMilliseconds)
  const response = await fetch(url, { method: 'POST', headers: request.headers, body, signal })
  return { status: response.status, json: await response.json().catch(() => undefined) }
}

export function roleOf(request: TeamRequest): RoleName {
  const { callers } = teamRules[request.compute === 'permission' ? request.of : request.compute]
  return callers === 'anyone' ? 'deployer' : (callers[0] as RoleName)
}
