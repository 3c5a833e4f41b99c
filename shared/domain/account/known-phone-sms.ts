import type { MessageQueue } from '../queues.ts'

export const phoneSmsKinds = ['code', 'phone-changed', 'other-phone-requested'] as const

export interface PhoneSms {
  voterId: string
  sms: (typeof phoneSmsKinds)[number]
  /** Id of the code or of the request; absent for `phone-changed`. */
  id?: string
}

/** Exceeds the timeout of the functions that queue warnings, so by then the change or request has succeeded or failed. */
export const warningDelaySeconds = 60

export type PhoneSmsQueue = MessageQueue<PhoneSms>
