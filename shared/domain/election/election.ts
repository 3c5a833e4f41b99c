import type { ElectionMode } from '../election-mode.ts'
import type { Dates } from './election-dates.ts'

/** An `election.json` that `parseElection` accepted, with its default values and its dates as instants. */
export interface Election<Instant extends AnyInstant = AnyInstant> {
  /** Names the stacks: another name is another election, with its own tables. */
  name: string
  /** AWS's name of it. */
  region: string
  mode: ElectionMode
  title: string
  organiser: string
  smsSignature: string
  senderId: string
  timeZone: string
  dates: Dates<Instant>
  limits: {
    reissuesPerVoter: number
    /** Notices that staff may print for a voter who has no request left. */
    noticesBeyondRequests: number
    reissuesPerPhone: number
    smsPerVoter: number
    smsPerPhone: number
  }
  smsDelaySeconds: number
  smsPerSecond: number
  smsDailyCap: number
  smsMaxPriceUsd: number
  smsMonthlySpendUsd?: number | undefined
  /** After this time without a receipt, its voter is told that none came. */
  receiptMinutes: number
  mailsPerSecond: number
  mailsPerDay?: number | undefined
  smsWaitsForMailMinutes: number
  bothLostHours: number
  /** ISO 3166 codes of the territories whose phones are accepted. */
  territories: string[]
  mail: { from: string; identity: 'address' | 'domain' | 'existing' }
  protection: {
    backupDays?: number | undefined
    keysReplicaRegion?: string | undefined
    customerManagedKey?: boolean | undefined
    permissionsBoundary?: string | undefined
  }
  ledger: { lockDays: number; headEveryMinutes: number; recipients: string[] }
  /** ARNs of the principals that may assume each role of the team. */
  roles: {
    rollTeam?: string[] | undefined
    helpdesk?: string[] | undefined
    operator?: string[] | undefined
    watcher?: string[] | undefined
    auditor?: string[] | undefined
    deployer?: string[] | undefined
  }
  alarms?: { email: string } | undefined
  site: {
    brandColour: string
    logo?: string | undefined
    domain?: string | undefined
    certificate?: string | undefined
    hostedZone?: { id: string; name: string } | undefined
    firewall: boolean
    accessLogs: boolean
    votingUrl?: string | undefined
  }
  lambdaConcurrency?: number | undefined
  canary: boolean
  auditTrail: boolean
  helpdesk: { phone: string; email: string; hours: string }
  legal?:
    | {
        publisher: Contact
        publicationDirector: string
        contactEmail: string
        host: Contact
        personalData: {
          controller: string
          officerEmail: string
          ground: string
          recipients: string
          retention: string
          hostingPlace: string
        }
        accessibility: { statedOn: string; contactEmail: string }
      }
    | undefined
  staff?: Staff | undefined
  ballots: { id: string; title: string }[]
}

interface Contact {
  name: string
  address: string
  phone: string
}

/** An agent opens voters' files, a supervisor approves what takes two people, a delegate reads. */
export const staffRoles = ['agent', 'supervisor', 'delegate'] as const

export type StaffRole = (typeof staffRoles)[number]

export interface Staff {
  domain?: string | undefined
  certificate?: string | undefined
  /** URL of the provider that they sign in at. */
  issuer: string
  clientId: string
  /** Which addresses count: those that the provider verified, or all of its own. */
  addresses: 'verified' | 'of-issuer'
  people: { email: string; role: StaffRole }[]
}
