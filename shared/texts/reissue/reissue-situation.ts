import type { Reissue } from '../../contract/reissue.ts'
import type { Voter } from '../../contract/voter.ts'

/** Part of `Situation`: all of it would take the request form's script over the script's size limit. */
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
