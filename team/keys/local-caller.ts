import { createHash } from 'node:crypto'
import type { StackOutputs } from '../../shared/contract/stack-outputs.ts'
import type { RoleName } from '../../shared/contract/team-requests.ts'

export interface LocalCaller {
  role: string
  name: string
  address: string
}

export const localCallerHeader = 'x-local-caller'

/** The default address depends on the name, since some approvals need two networks. */
export function localHeaders(outputs: StackOutputs, defaultRole: RoleName): Record<string, string> {
  const { LOCAL_ROLE, LOCAL_ADDRESS } = process.env
  const name = localCallerName()
  const role = roleOf(outputs, (LOCAL_ROLE as RoleName | undefined) || defaultRole)
  const [second, third, fourth] = createHash('sha256').update(name).digest()
  const address = LOCAL_ADDRESS || `127.${second}.${third}.${fourth}`
  return { [localCallerHeader]: encodeURIComponent(JSON.stringify({ role, name, address })) }
}

export const localCallerName = (): string => process.env.LOCAL_CALLER || 'local'

function roleOf(outputs: StackOutputs, name: RoleName): string {
  const output = `${name.charAt(0).toUpperCase()}${name.slice(1)}Role` as keyof StackOutputs
  return outputs[output]?.split('/').at(-1) ?? ''
}

export function readLocalCaller(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): LocalCaller {
  return JSON.parse(decodeURIComponent(String(headers[localCallerHeader] ?? '{}')))
}
