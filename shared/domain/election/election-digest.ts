import { createHash } from 'node:crypto'
import type { Election } from './election.ts'

/**
 * What the roll depends on in an election, in 43 characters: two files with the same name, mode, time zone, dates and
 * ballots say the same.
 */
export function electionDigest(
  election: Pick<Election, 'name' | 'mode' | 'timeZone' | 'dates' | 'ballots'>,
): string {
  const { name, mode, timeZone, dates, ballots } = election
  const said = {
    name,
    // Of the vote it says nothing, as before there were rehearsals.
    ...(mode === 'rehearsal' && { mode }),
    timeZone,
    dates: Object.entries(dates)
      .map(([date, at]) => `${date} ${at.toISOString()}`)
      .sort(),
    ballots: ballots.map(({ id }) => id).sort(),
  }
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url')
}
