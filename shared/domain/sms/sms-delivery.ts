/** Why an SMS did not reach the voter, in words that hold no number. */
export const smsFailures = [
  'invalid-number',
  'opted-out',
  'blocked',
  'unreachable',
  'service-limit',
  'unknown',
] as const

export type SmsFailure = (typeof smsFailures)[number]

/** Whose limit keeps SNS from sending an SMS that it accepted. */
export const smsLimits = ['account', 'territory'] as const

export type SmsLimit = (typeof smsLimits)[number]

/** SNS accepts no SMS for these. */
export type SmsRefusal = Extract<SmsFailure, 'invalid-number' | 'opted-out'>

export type Handover =
  | { messageId: string }
  | { refused: SmsRefusal }
  /** For now. An SMS may have left all the same, unless `isCertain`. */
  | { notTaken: string; isCertain: boolean }

/** All that may travel on of what a carrier says of an SMS. */
export interface Receipt<Instant = WallInstant> {
  /** SNS's id of the SMS. */
  messageId: string
  /** Absent when the SMS arrived. */
  failure?: SmsFailure
  /** With a `service-limit`; absent from receipts of an older reader. */
  limit?: SmsLimit
  at: Instant
}

/** Every election of the account receives every receipt: the carrier does not say whose SMS it is. */
export interface ReceiptTopic {
  publish(receipts: Receipt[]): Promise<void>
}

export interface SmsCarrier {
  /** Rejects if there was no answer: an SMS may have left. */
  send(sms: { phone: string; text: string }): Promise<Handover>
}
