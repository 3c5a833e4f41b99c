import type { Clocks } from '../../domain/election/calendar.ts'
import type { Election } from '../../domain/election/election.ts'
import { nearMoment, sinceMoment } from '../moments.ts'

/** `dates` are those of `election.json`, without suspensions and extension. */
export function voteStateText(
  clocks: Pick<Clocks, 'suspendedSince' | 'wallDates'>,
  { dates, timeZone }: Pick<Election<WallInstant>, 'dates' | 'timeZone'>,
  now: Date,
): string {
  const { voteOpensAt: opensAt, voteClosesAt: closesAt } = clocks.wallDates(dates)
  const nearText = (at: Date) => nearMoment(at, timeZone, now)
  const since = clocks.suspendedSince()
  if (since) {
    // Time suspended before the opening does not move the close.
    const lostMilliseconds = now.getTime() - Math.max(since.getTime(), dates.voteOpensAt.getTime())
    const plannedClosing = nearText(new Date(closesAt.getTime() - Math.max(0, lostMilliseconds)))
    return `Le vote est suspendu ${sinceMoment(since, timeZone, now)}. Sa fermeture, prévue ${plannedClosing}, sera repoussée d'autant.`
  }
  if (now < opensAt) return `Le vote ouvre ${nearText(opensAt)} et ferme ${nearText(closesAt)}.`
  if (now >= closesAt) return `Le vote est clos ${sinceMoment(closesAt, timeZone, now)}.`
  return closesAt > dates.voteClosesAt
    ? `La fermeture du vote est repoussée ${nearText(closesAt).replace(/^le /, 'au ')}. Elle était prévue ${nearText(dates.voteClosesAt)}.`
    : `Le vote ferme ${nearText(closesAt)}.`
}
