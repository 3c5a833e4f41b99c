import type { SmsFailure } from '../sms/sms-failures.ts'
import type { Standing } from './reissue-steps.ts'

/** A request as the API tells it, and what the sentences depend on besides. */
export interface Situation extends Standing {
  /** Why it `failed`; none of these when a newer API knows more. */
  failure?: SmsFailure | undefined
  /** Until it leaves: what keeps it, nobody knows until when. */
  held?: 'service-limit' | 'paused' | 'suspended' | undefined
  /** Until it leaves, another day: which cap of the day is reached. */
  postponed?: 'daily-cap' | 'territory-cap' | undefined
  maskedPhone: string
  /** Its last four digits, for its own voter. */
  phoneEnding?: string | undefined
  requestedAt: string
  expectedAt: string
  /** The SMS should be there by now. */
  isDue: boolean
  /** When its receipt is due: until then the SMS may still arrive. */
  receiptDueAt?: string | undefined
  /** It was due, and did not come. */
  isReceiptMissing: boolean
  /** What is said of the valid identifier, when staff printed it. */
  printedText?: string | undefined
  vote: 'not-open' | 'open' | 'closes-soon' | 'finishing' | 'closed' | 'suspended'
  voteOpensAt: string
  /** The voter can ask for another identifier now. */
  mayAsk: boolean
  remaining: number
  passwordChangeRequired: boolean
  helpdeskPhone: string
  timeZone: string
  /** Of the browser. */
  localZone: string
  now: Date
}
