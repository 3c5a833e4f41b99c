/** Why an SMS did not reach the voter, in words that hold no number and that tell them what to do. */
export const smsFailures = [
  'invalid-number',
  'opted-out',
  'blocked',
  'unreachable',
  'service-limit',
  'unknown',
] as const

export type SmsFailure = (typeof smsFailures)[number]

/** Whose limit keeps SNS from sending an SMS that it took: a price or a rate is a territory's. */
export const smsLimits = ['account', 'territory'] as const

export type SmsLimit = (typeof smsLimits)[number]

/** Those for which SNS takes no SMS in the first place. */
export type SmsRefusal = Extract<SmsFailure, 'invalid-number' | 'opted-out'>

export type Handover =
  | { messageId: string }
  /** For ever. */
  | { refused: SmsRefusal }
  /** For now: too many at once, or an error of the carrier's own, after which an SMS may have left unless `isCertain`. */
  | { notTaken: string; isCertain: boolean }

/** What a receipt says of an SMS that the team sent to itself. */
export interface TestReceipt {
  isSent: boolean
  /** In the carrier's or SNS's words. */
  response: string
  priceUsd: number | undefined
}

/** What a carrier says of an SMS that it took. Nothing else of it may travel on. */
export interface Receipt<Instant = WallInstant> {
  /** SNS's id of the SMS. */
  messageId: string
  /** Absent when the SMS arrived. */
  failure?: SmsFailure
  /** Of a `service-limit`: absent when an older reader of the logs did not tell. */
  limit?: SmsLimit
  at: Instant
}

/** Every election of the account hears of every receipt: whose SMS it is, the carrier does not say. */
export interface ReceiptTopic {
  publish(receipts: Receipt[]): Promise<void>
}

export interface SmsCarrier {
  /** Rejects when there was no answer: an SMS may have left. */
  send(sms: { phone: string; text: string }): Promise<Handover>
}
