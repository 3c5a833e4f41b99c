import type { Reissue } from '../../contract/reissue.ts'
import type { Voter } from '../../contract/voter.ts'

/** The form's facts about the latest request: its page would exceed its byte limit with the others. */
export interface ReminderSituation extends Reissue {
  identifier: Voter['identifier']['from']
  isReceiptMissing: boolean
  timeZone: string
  now: Date
}

export interface Situation extends ReminderSituation {
  /** True if the SMS should have arrived by now. */
  isDue: boolean
  /** The API's sentence about a valid identifier that staff printed. */
  printedText?: string | undefined
  vote: 'not-open' | 'open' | 'closes-soon' | 'finishing' | 'closed' | 'suspended'
  voteOpensAt: string
  mayAsk: boolean
  remaining: number
  passwordChangeRequired: boolean
  helpdeskPhone: string
  /** The browser's time zone. */
  localZone: string
}
