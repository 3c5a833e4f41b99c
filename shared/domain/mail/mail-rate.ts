import type { SmsDay } from '../sms/sms-day.ts'

/** Of the rate, what links get at least on the worst morning that was played: the rest is for mails that go first. */
const shareOfLinks = 0.3

/**
 * How many links may be mailed in a day, given what SES takes in 24 hours. SES counts the last 24 hours, in which
 * links of two days can fall: four fifths of it at most, so a fifth is left for mails that stop an SMS.
 */
export function linksPerDay(mailsPerDay: number): number {
  return Math.floor((mailsPerDay * 2) / 5)
}

/** The links and codes that were mailed in a day. */
export interface LinkCounts {
  mailed: number
  /** Those among them whose address had had one of its kind that day. */
  repeated: number
}

/** Of a day's links, what repeats may use: whoever asks again and again leaves the rest to who asks once. */
const shareOfRepeats = 0.25

/** @param isRepeat whether the address has had one of its kind that day */
export function mayMailLink(
  { mailed, repeated }: LinkCounts,
  mailsPerDay: number,
  isRepeat: boolean,
): boolean {
  const most = linksPerDay(mailsPerDay)
  return mailed < most && !(isRepeat && repeated >= most * shareOfRepeats)
}

/** How long a link that is asked for now may take, at most, given what waits. */
export function linkWaitSeconds(
  waiting: { links: number; stopLinks: number },
  mailsPerSecond: number,
): number {
  return waiting.stopLinks / mailsPerSecond + waiting.links / (mailsPerSecond * shareOfLinks)
}

/** The links to choose a password, and codes to sign in, of all days. */
export interface LinkDays {
  /** What was mailed that day. */
  find(day: SmsDay): Promise<LinkCounts>
  /** Counts so many more. */
  count(day: SmsDay, mailed: LinkCounts): Promise<void>
}
