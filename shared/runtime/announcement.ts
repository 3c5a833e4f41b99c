import type { AnnouncedDates } from '../texts/election/announcement.ts'
import type { ElectionTime } from './election-time.ts'

export function announcementOf(
  time: Pick<
    ElectionTime,
    'calendar' | 'clock' | 'election' | 'electionFile' | 'suspendedSince' | 'toWall'
  >,
  now = new Date(),
): AnnouncedDates | undefined {
  const { election, electionFile, toWall } = time
  const suspendedSince = time.suspendedSince()
  const { reissueClosesAt, voteClosesAt } = election.dates
  const announcement = {
    timeZone: electionFile.timeZone,
    now,
    suspendedSince,
    resumedAt: time.calendar().suspensions.findLast(({ to }) => to && to <= now)?.to,
    reissueClosesAt: toWall(reissueClosesAt),
    voteClosesAt: toWall(voteClosesAt),
  }
  const isPostponed = announcement.voteClosesAt > electionFile.dates.voteClosesAt
  const isVoteOver = time.clock() >= voteClosesAt
  return suspendedSince || (isPostponed && !isVoteOver) ? announcement : undefined
}
