import type { Mail } from './mail.ts'
import type { LinkCounts } from './mail-rate.ts'
import type { SmsDay } from './sms-day.ts'

/** The links to choose a password, and codes to sign in, of all days. */
export interface LinkDays {
  /** What was mailed that day. */
  find(day: SmsDay): Promise<LinkCounts>
  /** Counts so many more. */
  count(day: SmsDay, more: LinkCounts): Promise<void>
}

export interface Mailer {
  send(mail: Mail): Promise<void>
}

/** An address to which the account's mails go no more, although the mail server takes them. */
export interface SuppressedAddress {
  /** As the mail server spells it. */
  email: string
  reason: 'bounce' | 'complaint'
  since: Date
}

/** The addresses that the account writes to no more. */
export interface SuppressionList {
  /** In no order, by pages of some size. */
  pages(): AsyncIterable<SuppressedAddress[]>
  /** Takes one off the list, if it is on it. */
  remove(address: SuppressedAddress): Promise<void>
}
