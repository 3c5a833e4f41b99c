import { readElection } from './deployed-election.ts'
import type { ElectionTime } from './election-time.ts'
import type { FunctionResources } from './resources.ts'
import { type DerivedKeys, derivedKeys } from './secrets.ts'
import { type Setup, wire } from './wire.ts'

export function wireWithKeys<const Resources extends FunctionResources>(
  resources: Resources,
): Setup<Resources> & {
  keys: () => Promise<DerivedKeys<NonNullable<Resources['secrets']>[number]>>
} {
  const setup = wire(resources)
  const { time } = setup as { time?: ElectionTime | undefined }
  return { ...setup, keys: derivedKeys(setup, time?.electionFile ?? readElection()) }
}
