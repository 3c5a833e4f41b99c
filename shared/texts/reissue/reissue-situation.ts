import type { SmsFailure } from '../sms/sms-failures.ts'
import type { ReissueFacts } from './reissue-steps.ts'

export interface Situation extends ReissueFacts {
  failure?: SmsFailure | undefined
  /** Why the SMS is held, without a known end. */
  held?: 'service-limit' | 'paused' | 'suspended' | undefined
  postponed?: 'daily-cap' | 'territory-cap' | undefined
  maskedPhone: string
  phoneEnding?: string | undefined
  requestedAt: string
  expectedAt: string
  /** True if the SMS should have arrived by now. */
  isDue: boolean
  /** The SMS may still arrive until then. */
  receiptDueAt?: string | undefined
  isReceiptMissing: boolean
  /** The API's sentence about a valid identifier that staff printed. */
  printedText?: string | undefined
  vote: 'not-open' | 'open' | 'closes-soon' | 'finishing' | 'closed' | 'suspended'
  voteOpensAt: string
  mayAsk: boolean
  remaining: number
  passwordChangeRequired: boolean
  helpdeskPhone: string
  timeZone: string
  /** The browser's time zone. */
  localZone: string
  now: Date
}
