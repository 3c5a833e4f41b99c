import type { Mail } from './mail.ts'
import type { MailPriority } from './mail-rate.ts'
import type { SmsDay } from './sms-day.ts'

/** The rate that all mails share. */
export interface MailTurns {
  /**
   * Reserves the next moment at which a mail may leave, `earliest` or later, unless more urgent ones keep it
   * from that.
   * @returns that moment, or when to ask again
   */
  reserve(priority: MailPriority, earliest: Date): Promise<{ at: Date } | { askAgainAt: Date }>
}

/** How many links to choose a password were mailed in a day. */
export interface LinkDays {
  /** Whether the day has had `most` of them. */
  isSpent(day: SmsDay, most: number): Promise<boolean>
  /** Counts one more, unless the day has had `most` of them. */
  count(day: SmsDay, most: number): Promise<boolean>
  /** One that was counted did not leave. */
  uncount(day: SmsDay): Promise<void>
}

/** Resolves when a mail may leave; to false when its turn does not come while its sender may wait. */
export type MailTurn = () => Promise<boolean>

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
