import type { Tables } from '../fakes/in-memory-tables.ts'
import type { Guard } from '../fakes/interception.ts'
import { accountRuns } from './account-runs.ts'
import { reissueRuns } from './reissue-runs.ts'
import { noTime, runPorts } from './run-ports.ts'

/** Only the run itself, not its setup, passes its calls through `guard`. */
export function useCaseRuns(tables: Tables, guard: Guard = (port) => port, time = noTime) {
  const ports = runPorts(tables, guard, time)
  return { ...accountRuns(ports), ...reissueRuns(ports) }
}
