import type { StackOutputs } from '../shared/contract/stack-outputs.ts'
import type { ElectionMode } from '../shared/domain/election-mode.ts'
import {
  type CookieKeys,
  deriveCookieKeys,
  deriveKeys,
  type Keys,
  keyGroups,
  type RingName,
  readKeyRing,
  ringVersions,
} from '../shared/domain/keys.ts'
import { secretOf } from '../team/deployment.ts'
import type { Secrets } from './secrets.ts'

export function keysOfRun(
  secrets: Pick<Secrets, 'value'>,
  outputs: StackOutputs,
  { mode }: { mode: ElectionMode },
): { keys: Keys; cookieKeys: CookieKeys } {
  const ringOf = (name: RingName) => readKeyRing(secrets.value(secretOf(outputs, name)))
  return {
    keys: Object.assign({}, ...keyGroups.map((group) => deriveKeys(group, ringOf(group), mode))),
    cookieKeys: deriveCookieKeys(ringVersions(ringOf('originToken'))),
  }
}
