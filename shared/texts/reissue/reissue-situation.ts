import type { SmsFailure } from '../sms/sms-failures.ts'
import type { Standing } from './reissue-steps.ts'

/** A request of the API, and what else the sentences depend on. */
export interface Situation extends Standing {
  failure?: SmsFailure | undefined
  /** What keeps the SMS, nobody knows until when. */
  held?: 'service-limit' | 'paused' | 'suspended' | undefined
  /** Which cap puts the SMS off to another day. */
  postponed?: 'daily-cap' | 'territory-cap' | undefined
  maskedPhone: string
  /** The last four digits. */
  phoneEnding?: string | undefined
  requestedAt: string
  expectedAt: string
  /** The SMS should be there by now. */
  isDue: boolean
  /** Until then the SMS may still arrive. */
  receiptDueAt?: string | undefined
  isReceiptMissing: boolean
  /** About a valid identifier that staff printed. */
  printedText?: string | undefined
  vote: 'not-open' | 'open' | 'closes-soon' | 'finishing' | 'closed' | 'suspended'
  voteOpensAt: string
  mayAsk: boolean
  remaining: number
  passwordChangeRequired: boolean
  helpdeskPhone: string
  timeZone: string
  /** Of the browser. */
  localZone: string
  now: Date
}
