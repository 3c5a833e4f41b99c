import type { Reissue } from '../../contract/reissue.ts'
import type { Voter } from '../../contract/voter.ts'

/** Part of a `Situation`, since the request form's script would exceed its size limit with all of it. */
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
