import type { SmsFailure } from '../sms/sms-failures.ts'
import type { ReissueFacts } from './reissue-steps.ts'

/** What the form knows of the latest request: its page would exceed its byte limit with the rest. */
export interface ReminderSituation extends ReissueFacts {
  failure?: SmsFailure | undefined
  /** Why the SMS is held, without a known end. */
  held?: 'service-limit' | 'paused' | 'suspended' | undefined
  postponed?: 'daily-cap' | 'territory-cap' | 'unknown-phone' | undefined
  maskedPhone: string
  phoneEnding?: string | undefined
  requestedAt: string
  expectedAt: string
  /** The SMS may still arrive until then. */
  receiptDueAt?: string | undefined
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
