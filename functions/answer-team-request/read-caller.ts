import type { RoleName } from '../../shared/contract/team-requests.ts'
import { networkOf } from '../../shared/domain/account/network-of-address.ts'
import type { Person } from '../../shared/domain/approval.ts'
import { removeDomains } from '../../shared/domain/ledger/intervention.ts'

export interface Caller extends Person {
  /** Undefined unless the caller assumed the role of roll team, operator or deployer. */
  role: RoleName | undefined
}

/** Identifies a caller by an ARN such as `arn:aws:sts::123456789012:assumed-role/Reassort-RollTeam/alice`. */
export function callerOf(
  userArn: string,
  ipAddress: string,
  roles: Readonly<Record<string, RoleName>>,
): Caller {
  const [, , , , , resource = ''] = userArn.split(':')
  // The root user's ARN has neither role nor session name.
  const [kind = '', name = kind, ...session] = resource.split('/')
  const role = kind === 'assumed-role' && Object.hasOwn(roles, name) ? roles[name] : undefined
  const author = removeDomains([name, ...session].join('/'))
  return { role, by: author, network: networkOf(ipAddress) }
}
