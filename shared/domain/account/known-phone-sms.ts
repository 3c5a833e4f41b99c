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

/** A notice waits longer than the function that queues it may run: by then the change is written, or never will be. */
export const noticeSeconds = 60

export type PhoneSmsQueue = MessageQueue<PhoneSms>

/** Counter of a single SMS: it marks a receipt that no request will ever match, so that it is not retried. */
export const counterOfSms = (messageId: string, endsAt: ElectionInstant): ElectionDay => ({
  day: `phone-sms/${messageId}`,
  endsAt,
})
