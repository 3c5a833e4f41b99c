import { createHash } from 'node:crypto'
import type { StackOutputs } from '../../shared/contract/stack-outputs.ts'
import type { RoleName } from '../../shared/contract/team-requests.ts'

/** Who asks a local run: its credentials are everybody's, so headers say what AWS knows by itself. */
export interface LocalCaller {
  /** The name of the role, as the app's. */
  role: string
  /** Of the session. */
  name: string
  /** On the network. */
  address: string
}

const names = { role: 'x-local-role', name: 'x-local-name', address: 'x-local-address' } as const

function headersOf(caller: LocalCaller): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([key, header]) => [
      header,
      encodeURIComponent(caller[key as keyof LocalCaller]),
    ]),
  )
}

/**
 * Who asks a local run, whose credentials are everybody's: `LOCAL_ROLE` under the name `LOCAL_CALLER`, at the address
 * `LOCAL_ADDRESS`. What is not said is what serves: whoever is another person is at another address.
 */
export function localCaller(outputs: StackOutputs, usual: RoleName): Record<string, string> {
  const { LOCAL_ROLE, LOCAL_ADDRESS } = process.env
  const name = localCallerName()
  const role = roleOf(outputs, (LOCAL_ROLE as RoleName | undefined) || usual)
  const [one, two, three] = createHash('sha256').update(name).digest()
  const address = LOCAL_ADDRESS || `127.${one}.${two}.${three}`
  return headersOf({ role, name, address })
}

/** Of a local run, who says so. */
export const localCallerName = (): string => process.env.LOCAL_CALLER || 'local'

/** The name of a role, as the local run gave it. */
function roleOf(outputs: StackOutputs, name: RoleName): string {
  const output = `${name.charAt(0).toUpperCase()}${name.slice(1)}Role` as keyof StackOutputs
  return outputs[output]?.split('/').at(-1) ?? ''
}

/** @param headers by their names in lower case */
export function readLocalCaller(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): LocalCaller {
  const read = (header: string) => decodeURIComponent(String(headers[header] ?? ''))
  return { role: read(names.role), name: read(names.name), address: read(names.address) }
}
