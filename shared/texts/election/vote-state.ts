import { nearMoment, sinceMoment } from '../moments.ts'

interface Clocks<Dates> {
  suspendedSince(): Date | undefined
  datesNow(dates: Dates): Dates
}

/** For the pages of staff, bureau and delegates. @param election with its dates as in `election.json` */
export function voteStateText<Dates extends { voteOpensAt: Date; voteClosesAt: Date }>(
  clocks: Clocks<Dates>,
  { dates, timeZone }: { dates: Dates; timeZone: string },
  now: Date,
): string {
  const { voteOpensAt: opensAt, voteClosesAt: closesAt } = clocks.datesNow(dates)
  const near = (at: Date) => nearMoment(at, timeZone, now)
  const since = clocks.suspendedSince()
  if (since) {
    // Time lost before the opening is not given back.
    const lost = now.getTime() - Math.max(since.getTime(), dates.voteOpensAt.getTime())
    const before = near(new Date(closesAt.getTime() - Math.max(0, lost)))
    return `Le vote est suspendu ${sinceMoment(since, timeZone, now)}. Sa fermeture, prévue ${before}, sera repoussée d'autant.`
  }
  if (now < opensAt) return `Le vote ouvre ${near(opensAt)} et ferme ${near(closesAt)}.`
  if (now >= closesAt) return `Le vote est clos ${sinceMoment(closesAt, timeZone, now)}.`
  return closesAt > dates.voteClosesAt
    ? `La fermeture du vote est repoussée ${near(closesAt).replace(/^le /, 'au ')}. Elle était prévue ${near(dates.voteClosesAt)}.`
    : `Le vote ferme ${near(closesAt)}.`
}
