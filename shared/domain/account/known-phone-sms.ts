import type { ElectionDay } from '../election-day.ts'
import type { MessageQueue } from '../queues.ts'

/** A code; a notice to a replaced or removed phone; a notice of a request to another phone than the known one. */
export const phoneSmsKinds = ['code', 'phone-changed', 'other-phone-requested'] as const

export interface PhoneSms {
  voterId: string
  sms: (typeof phoneSmsKinds)[number]
  /** Id of the code or of the request; absent for `phone-changed`. */
  id?: string
}

/** Delay of a notice, longer than its function may run: the change is written by then, or never will be. */
export const noticeSeconds = 60

export type PhoneSmsQueue = MessageQueue<PhoneSms>

/** Counter that marks an SMS about a phone: no request will match the receipt, which therefore is not retried. */
export const counterOfSms = (messageId: string, endsAt: ElectionInstant): ElectionDay => ({
  day: `phone-sms/${messageId}`,
  endsAt,
})
