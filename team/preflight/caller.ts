import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { removeDomains } from '../../shared/domain/ledger/intervention.ts'
import { localCallerName } from '../keys/local-caller.ts'

export interface Caller {
  account: string
  name: string
}

export async function readCaller(client: STSClient): Promise<Caller> {
  const { Account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}))
  return { account: Account, name: Arn.replace(/^([^/]*:)?([^:/]*\/)?/, '') }
}

export async function callerOf({ stack = false }: { stack?: boolean }): Promise<string> {
  if (!stack) return localCallerName()
  const client = new STSClient()
  try {
    return removeDomains((await readCaller(client)).name)
  } finally {
    client.destroy()
  }
}
