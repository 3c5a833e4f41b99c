import type { AnnouncedDates } from '../election/announcement.ts'
import { englishDateAndTime } from './moments.ts'

export function englishAnnouncementText(announcedDates: AnnouncedDates): string {
  const { timeZone, now, suspendedSince, resumedAt, reissueClosesAt, voteClosesAt } = announcedDates
  const dateText = (instant: Date) => englishDateAndTime(instant, timeZone)
  if (suspendedSince) {
    return `Voting has been suspended since ${dateText(suspendedSince)}. Nobody can sign in, ask for an identifier or vote. What you have begun is kept: no time limit is running, and voting will close later by as much.`
  }
  const reasonText = resumedAt
    ? `Voting resumed on ${dateText(resumedAt)} after an interruption`
    : 'Voting has been extended'
  const requestsText =
    now < reissueClosesAt
      ? `Requests for a new identifier close on ${dateText(reissueClosesAt)}`
      : 'Requests for a new identifier remain closed'
  return `${reasonText}: it now closes on ${dateText(voteClosesAt)}. ${requestsText}. These dates replace those of your voting notice.`
}
