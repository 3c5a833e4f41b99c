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
