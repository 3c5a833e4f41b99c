import { createHash } from 'node:crypto'
import type { Election } from './election.ts'

export function electionDigest(
  election: Pick<Election, 'name' | 'mode' | 'timeZone' | 'dates' | 'ballots'>,
): string {
  const { name, mode, timeZone, dates, ballots } = election
  const settings = {
    name,
    // `mode` is left out for a vote, so that the digests of stacks deployed before rehearsals existed still match.
    ...(mode === 'rehearsal' && { mode }),
    timeZone,
    dates: Object.entries(dates)
      .map(([date, at]) => `${date} ${at.toISOString()}`)
      .sort(),
    ballots: ballots.map(({ id }) => id).sort(),
  }
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url')
}
