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

export const isFileOpening = (kind: string) => kind.startsWith('file-opened')

export const isRoutineKind = (kind: string) => isFileOpening(kind) || kind === 'role'

/** The ledger holds these fields, except the id, in clear, so they must not identify a voter. */
export interface Intervention {
  interventionId: string
  kind: InterventionKind
  at: Date
  /** Person or AWS service that acted, such as `Deployer/alice` or `agent/alix`. */
  by: string
  reason?: string
  /** Id of the intervention that recorded the approved request. */
  confirms?: string
  subject?: string
  /** SHA-256 in hex for a seal or the start of a closing; otherwise keyed hashes of the network and of any requested action. */
  digests?: Record<string, string>
  counts?: Record<string, number>
}

/** Session names of IAM Identity Center may be e-mail addresses. */
export const removeDomains = (text: string) => text.replace(/@[\w.-]+/g, '')

export interface Interventions {
  record(intervention: Intervention): Promise<boolean>
  find(interventionId: string): Promise<Intervention | undefined>
  list(): Promise<Intervention[]>
}
