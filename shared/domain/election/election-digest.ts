import { createHash } from 'node:crypto'
import type { Election } from './election.ts'

/** Digest of what the roll depends on, in 43 characters. */
export function electionDigest(
  election: Pick<Election, 'name' | 'mode' | 'timeZone' | 'dates' | 'ballots'>,
): string {
  const { name, mode, timeZone, dates, ballots } = election
  const said = {
    name,
    // Absent for a vote: the digests of elections older than rehearsals stay.
    ...(mode === 'rehearsal' && { mode }),
    timeZone,
    dates: Object.entries(dates)
      .map(([date, at]) => `${date} ${at.toISOString()}`)
      .sort(),
    ballots: ballots.map(({ id }) => id).sort(),
  }
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url')
}
