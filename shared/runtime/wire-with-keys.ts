import { readElection } from './deployed-election.ts'
import type { ElectionTime } from './election-time.ts'
import type { FunctionResources } from './resources.ts'
import { type DerivedKeys, derivedKeys } from './secrets.ts'
import { type Wired, wire } from './wire.ts'

/** Secrets start loading during the cold start. */
export function wireWithKeys<const Resources extends FunctionResources>(
  resources: Resources,
): Wired<Resources> & {
  keys: () => Promise<DerivedKeys<NonNullable<Resources['secrets']>[number]>>
} {
  const wired = wire(resources)
  const { time } = wired as { time?: ElectionTime | undefined }
  return { ...wired, keys: derivedKeys(wired, time?.file ?? readElection()) }
}
