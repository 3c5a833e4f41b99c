import type { Reissue } from '../../contract/reissue.ts'
import type { Voter } from '../../contract/voter.ts'

/** Facts about the latest request. With all of a `Situation`, the form's page would exceed its size limit. */
export interface ReminderSituation extends Reissue {
  identifier: Voter['identifier']['from']
  isReceiptMissing: boolean
  timeZone: string
  now: Date
}

export interface Situation extends ReminderSituation {
  isDue: boolean
  /** Sentence of the API about a valid identifier that staff printed. */
  printedText?: string | undefined
  vote: 'not-open' | 'open' | 'closes-soon' | 'finishing' | 'closed' | 'suspended'
  voteOpensAt: string
  mayRequest: boolean
  remaining: number
  passwordChangeRequired: boolean
  helpdeskPhone: string
  localZone: string
}
