import type { ElectionMode } from '../election-mode.ts'
import type { Dates } from './election-dates.ts'

export interface Election<Instant extends AnyInstant = AnyInstant> {
  /** A different name means a different election, with its own tables. */
  name: string
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
  receiptMinutes: number
  mailsPerSecond: number
  mailsPerDay?: number | undefined
  smsWaitsForMailMinutes: number
  bothLostHours: number
  knownPhones: boolean
  phoneSettlesHours: number
  unknownPhone: 'allow' | 'delay' | 'refuse'
  unknownPhoneDelayHours: number
  territories: string[]
  mail: { from: string; identity: 'address' | 'domain' | 'existing' }
  protection: {
    keysReplicaRegion?: string | undefined
    customerManagedKey?: boolean | undefined
    permissionsBoundary?: string | undefined
  }
  ledger: { lockDays: number; headEveryMinutes: number; recipients: string[] }
  roles: {
    rollTeam?: string[] | undefined
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

export const staffRoles = ['agent', 'supervisor', 'delegate'] as const

export type StaffRole = (typeof staffRoles)[number]

export interface Staff {
  domain?: string | undefined
  certificate?: string | undefined
  issuer: string
  clientId: string
  /** `verified` requires the claim `email_verified`; `of-issuer` accepts its absence, but not `false`. */
  addresses: 'verified' | 'of-issuer'
  people: { email: string; role: StaffRole }[]
}
