import type { StaffAction } from '../staff-action.ts'

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
  | 'keys'
  | 'closing'
  | 'wipe'
  | FileOpeningKind
  | StaffAction

/** A file is opened by the voter's code, by NUMEN and birth date, or by a colleague's code. */
export const fileOpenings = [
  'file-opened',
  'file-opened-by-identity',
  'file-opened-to-agree',
] as const

export type FileOpeningKind = (typeof fileOpenings)[number]

/** At each call for help: those are counted, and listed nowhere. */
export const opensFile = (kind: string) => kind.startsWith('file-opened')

/** Whenever somebody begins to help or to work: those wait for the hourly mail. */
export const isRoutine = (kind: string) => opensFile(kind) || kind === 'role'

/**
 * What somebody did to the service, beside what voters and their requests do by themselves: the ledger tells all of it
 * in clear, so it names no voter.
 */
export interface Intervention {
  /** Of one that is told twice, the same. */
  interventionId: string
  kind: InterventionKind
  at: Date
  /** Role and session of whoever did it, or AWS's own name of a service: `Deployer/alice`. */
  by: string
  reason?: string
  /** The intervention of another person who asked for the same: of who agrees with them. */
  confirms?: string
  /** On what: a stack, a secret, a policy. */
  subject?: string
  /** SHA-256 of what was sealed, hexadecimal; keyed hashes of what two people ask for, and from where. By name. */
  digests?: Record<string, string>
  counts?: Record<string, number>
}

/** IAM Identity Center names sessions by e-mail addresses: of these, the name is enough to tell who it was. */
export const withoutDomains = (text: string) => text.replace(/@[\w.-]+/g, '')

export interface Interventions {
  /** @returns false when it is there already */
  record(intervention: Intervention): Promise<boolean>
  find(interventionId: string): Promise<Intervention | undefined>
  /** The oldest first. */
  all(): Promise<Intervention[]>
}
