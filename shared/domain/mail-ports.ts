import type { Mail } from './mail.ts'
import type { SmsDay } from './sms-day.ts'

/** How many links to choose a password were mailed in a day. */
export interface LinkDays {
  /** Whether the day has had `most` of them. */
  isSpent(day: SmsDay, most: number): Promise<boolean>
  /** Counts so many more. */
  count(day: SmsDay, links: number): Promise<void>
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
