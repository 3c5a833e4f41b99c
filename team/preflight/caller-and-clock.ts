import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { withoutDomains } from '../../shared/domain/ledger/intervention.ts'
import { accountTexts as texts } from '../../shared/texts/preflight/deployment.ts'
import { localCallerName } from '../keys/local-caller.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

/** Whose credentials these are, and how far AWS's clock was ahead of the machine's when it answered. */
export interface Caller {
  account: string
  arn: string
  aheadSeconds: number | undefined
}

/** SigV4 refuses what was signed more than five minutes ago, or in five minutes. */
const mostAheadSeconds = 300

/** The SDK mends a clock by itself, the sealed times of a roll do not. */
const doubtfulSeconds = 60

export async function readCaller(client: STSClient): Promise<Caller> {
  let aheadSeconds: number | undefined
  client.middlewareStack.add(
    (next) => async (args) => {
      const answered = await next(args)
      aheadSeconds = aheadOf(answered.response, Date.now())
      return answered
    },
    // Nearest to the network, so that it also sees an answer that is a refusal.
    { step: 'deserialize', priority: 'low', name: 'readDate', override: true },
  )
  const { Account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}))
  return { account: Account, arn: Arn, aheadSeconds }
}

/** Who runs a command, as interventions name them; a local run knows whoever `LOCAL_CALLER` says. */
export async function callerOf({ stack }: { stack?: string | undefined }): Promise<string> {
  if (stack === undefined) return localCallerName()
  const client = new STSClient()
  try {
    return withoutDomains(nameIn((await readCaller(client)).arn))
  } finally {
    client.destroy()
  }
}

function aheadOf(response: unknown, now: number): number | undefined {
  const { headers = {} } = Object(response) as { headers?: Record<string, string> }
  const at = Date.parse(headers.date ?? '')
  return Number.isNaN(at) ? undefined : Math.round((at - now) / 1000)
}

export function judgeCaller({ account, arn, aheadSeconds }: Caller): Finding[] {
  return [
    arn.endsWith(':root') ? warning(texts.root(account)) : ok(texts.caller(account, nameIn(arn))),
    ...clock(aheadSeconds),
  ]
}

/** `arn:aws:sts::1:assumed-role/Deployer/alice` is Deployer/alice, and `arn:aws:iam::1:root` is root. */
function nameIn(arn: string): string {
  return arn.replace(/^([^/]*:)?([^:/]*\/)?/, '')
}

function clock(aheadSeconds: number | undefined): Finding[] {
  if (aheadSeconds === undefined) return []
  const off = Math.abs(aheadSeconds)
  if (off >= mostAheadSeconds) return [blocks(texts.clockWrong(off))]
  return [off >= doubtfulSeconds ? warning(texts.clockDoubtful(off)) : ok(texts.clockRight)]
}
