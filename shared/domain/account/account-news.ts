import { fileOpenings } from '../ledger/intervention.ts'
import type { MessageQueue } from '../queues.ts'
import { staffDeeds } from '../staff-action.ts'

export const accountNews = [
  'password-set',
  'both-factors-lost',
  'identity-refused',
  'roll-corrected',
  'roll-removed',
  'notice-returned',
  'notice-renewed',
  ...fileOpenings,
  ...staffDeeds,
] as const

export interface AccountNews {
  news: (typeof accountNews)[number]
  voterId: string
  at: Date
}

export interface BothFactorsLostNews {
  /** @returns whether the voter is to be told now: once for each change that holds requests back */
  markTold(voterId: string, at: Date): Promise<boolean>
  unmarkTold(voterId: string, at: Date): Promise<void>
}

export type AccountNewsQueue = MessageQueue<AccountNews>
