/** The carrier's own text is left out, since it can hold a phone number. */
export const smsFailures = [
  'invalid-number',
  'opted-out',
  'blocked',
  'unreachable',
  'service-limit',
  'unknown',
] as const

export type SmsFailure = (typeof smsFailures)[number]

/** Scopes of the limits at which SNS drops an SMS that it accepted. */
export const smsLimits = ['account', 'territory'] as const

export type SmsLimit = (typeof smsLimits)[number]

export type SmsRefusal = Extract<SmsFailure, 'invalid-number' | 'opted-out'>

export type Handover =
  | { messageId: string }
  | { refused: SmsRefusal }
  /** The SMS may have left unless `isCertain`. */
  | { notAccepted: string; isCertain: boolean }

export function mayBeAccepted(handover: Handover): boolean {
  return 'messageId' in handover || ('notAccepted' in handover && !handover.isCertain)
}

export interface Receipt<Instant = WallInstant> {
  messageId: string
  failure?: SmsFailure | undefined
  /** Present if the failure is `service-limit`; an older collector left it out. */
  limit?: SmsLimit | undefined
  at: Instant
}

export interface SmsCarrier {
  /** If the promise is rejected, the SMS may have left. */
  send(sms: { phone: string; text: string }): Promise<Handover>
}

/** Just exceeds the sending function's timeout, so that another sender soon replaces a dead one. */
export const leaseSeconds = 32

/** Message ids of SMS that belong to no reissue, such as phone codes: their receipts are not retried as unknown. */
export interface SentPhoneSms {
  record(messageId: string, at: ElectionInstant): Promise<void>
  includes(messageId: string): Promise<boolean>
}
