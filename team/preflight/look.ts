import type { Election } from '../../shared/domain/election/election.ts'
import type { StackNeeds } from './account-quotas.ts'
import type { Caller } from './caller-and-clock.ts'
import type { Clients } from './clients.ts'
import type { Dns } from './dns.ts'
import type { Answer } from './finding.ts'
import type { StackState } from './stacks.ts'

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
