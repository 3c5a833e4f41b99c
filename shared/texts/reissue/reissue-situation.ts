import type { Reissue } from '../../contract/reissue.ts'
import type { Voter } from '../../contract/voter.ts'

export interface ReminderSituation extends Reissue {
  identifier: Voter['identifier']['from']
  isReceiptMissing: boolean
  timeZone: string
  now: Date
}

export interface Situation extends ReminderSituation {
  isDue: boolean
  noticeText?: string | undefined
  vote: 'not-open' | 'open' | 'closes-soon' | 'finishing' | 'closed' | 'suspended'
  voteOpensAt: string
  mayRequest: boolean
  remaining: number
  passwordChangeRequired: boolean
  helpdeskPhone: string
  localZone: string
}
