import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { SynthesisedApp } from '../../local/app/read-app.ts'
import { clientDefaults } from '../../local/emulators.ts'
import type { LoopbackServer } from '../../local/loopback.ts'
import { envVar, type LocalOptions } from '../../local/run.ts'
import { statementsOfFunction } from '../engines/granted-rights.ts'
import { startPointInTime } from '../engines/point-in-time.ts'
import { fromNow, setItem } from './items.ts'
import { runLocally } from './local-run.ts'
import { type AwsCall, grantsOf, isAllowed, isUsed, startRecordingProxy } from './permissions.ts'

export type WatchedRun = Awaited<ReturnType<typeof runWatched>>

const place = { accountId: '000000000000', region: clientDefaults.region, sqsEndpoint: '' }

export async function runWatched(options: Partial<LocalOptions>) {
  const calls: AwsCall[] = []
  const proxies: LoopbackServer[] = []
  const run = await runLocally({
    ...options,
    async startProxy(endpoint, name) {
      const restoring = name === 'dynamodb' ? await startPointInTime(endpoint) : undefined
      const proxy = await startRecordingProxy(restoring?.endpoint ?? endpoint, name, place, calls)
      proxies.push(proxy, ...(restoring ? [restoring] : []))
      return proxy.endpoint
    },
  })
  return {
    ...run,
    calls,
    async stop() {
      await run.stop()
      for (const proxy of proxies) await proxy.close()
    },
  }
}

export async function shortenSessions(
  run: WatchedRun,
  table: 'SESSIONS_TABLE' | 'STAFF_SESSIONS_TABLE',
  secondsLeft: number,
): Promise<void> {
  const TableName = envVar(run.app, table)
  const { Items = [] } = await run.database.send(new ScanCommand({ TableName }))
  for (const { tokenHash, kind = 'space' } of Items) {
    if (kind === 'space')
      await setItem(run, table, { tokenHash }, { expiresAt: fromNow(secondsLeft) })
  }
}

export function judgedBy({ app, calls }: WatchedRun, functions: SynthesisedApp['functions']) {
  const callsOf = ({ name }: { name: string }) =>
    calls.filter(({ functionName }) => functionName === name)
  const refused = functions.flatMap((one) =>
    callsOf(one).filter((call) => !isAllowed(statementsOfFunction(app, one.name), call)),
  )
  const idle = functions.flatMap((one) =>
    grantsOf(statementsOfFunction(app, one.name))
      .filter((grant) => !isUsed(grant, callsOf(one)))
      .map(({ action, resource }) => `${one.name}: ${action} on ${resource}`),
  )
  return { refused, idle }
}
