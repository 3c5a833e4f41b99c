import type { FileOpeningKind, StaffAction } from '../staff-action.ts'

export type InterventionKind =
  | 'seal'
  | 'deployment'
  | 'secret-read'
  | 'rights'
  | 'role'
  | 'firewall'
  | 'watch'
  | 'repair'
  | 'notices'
  | 'suspension'
  | 'resumption'
  | 'extension'
  | `sms-${'pause' | 'resume' | 'cap' | 'uncap' | 'try' | 'close'}`
  | 'keys'
  | 'closing'
  | 'wipe'
  | 'restoration'
  | FileOpeningKind
  | StaffAction

/** These are counted and not listed, since each call for help opens a file. */
export const opensFile = (kind: string) => kind.startsWith('file-opened')

/** True for an intervention that waits for the hourly mail. */
export const isRoutine = (kind: string) => opensFile(kind) || kind === 'role'

/** An action of a person or of AWS on the service. The ledger has all of it in clear, so it names no voter. */
export interface Intervention {
  /** Idempotency key. */
  interventionId: string
  kind: InterventionKind
  at: Date
  /** Role and session, such as `Deployer/alice`, or AWS's name of a service. */
  by: string
  reason?: string
  /** Of an approval: id of the request's intervention. */
  confirms?: string
  /** A stack, a secret, a policy. */
  subject?: string
  /** By name: hexadecimal SHA-256 of what was sealed; keyed hashes of an approval's action and network. */
  digests?: Record<string, string>
  counts?: Record<string, number>
}

/** Leaves the name alone: IAM Identity Center names sessions by e-mail address. */
export const withoutDomains = (text: string) => text.replace(/@[\w.-]+/g, '')

export interface Interventions {
  /** @returns false if it was recorded before */
  record(intervention: Intervention): Promise<boolean>
  find(interventionId: string): Promise<Intervention | undefined>
  /** The oldest first. */
  all(): Promise<Intervention[]>
}
