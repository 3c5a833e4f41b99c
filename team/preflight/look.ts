import type { Election } from '../../shared/domain/election/election.ts'
import type { Caller } from './caller-and-clock.ts'
import type { Clients } from './clients.ts'
import type { Dns } from './dns.ts'
import type { Answer } from './finding.ts'
import type { StackState } from './stacks.ts'

/** What the stacks ask of an account, whatever the election: `lib/` has the numbers. */
export interface StackNeeds {
  /** Of all routes together, and the most of one route at once. */
  api: { perSecond: number; burst: number }
  /** Of the table that is made for the most. */
  tableWritesPerSecond: number
}

export interface Look {
  election: Election
  clients: Clients
  dns: Dns
  caller: Caller
  needs: StackNeeds
  /** Undefined when nobody said. */
  voters: number | undefined
  sms: number | undefined
}

export type StackAnswer = Answer<StackState | undefined>
