import type { Refusal } from '../../shared/contract/team-requests.ts'
import {
  type CalendarChange,
  type Calendars,
  changedCalendar,
} from '../../shared/domain/election/calendar.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { askTogether, type Standing, type TogetherPorts } from './ask-together.ts'
import type { Caller } from './read-caller.ts'

interface Dependencies extends TogetherPorts {
  calendars: Calendars
  election: Pick<Election, 'dates'>
}

const kinds = { suspend: 'suspension', resume: 'resumption', extend: 'extension' } as const

/**
 * Suspends, resumes or extends the election once two people ask for the very same, of the calendar that both have seen.
 * Nothing else writes it.
 */
export async function changeCalendar(
  dependencies: Dependencies,
  caller: Caller,
  { version, reason, ...change }: CalendarChange & { version: number; reason: string },
): Promise<Standing | { refused: Refusal }> {
  const { calendars, election, clock } = dependencies
  const found = await calendars.find()
  if (found.version !== version) return { refused: 'changed-meanwhile' }
  const next = changedCalendar(found, change, election.dates, clock())
  if (typeof next === 'string') return { refused: next }
  const minutes = change.change === 'extend' ? [`${change.minutes} min`] : []
  const standing = await askTogether(dependencies, caller, {
    kind: kinds[change.change],
    subject: ['vote', ...minutes].join(', '),
    asked: [...minutes, String(version)],
    reason,
  })
  if (!('second' in standing)) return standing
  // By the clock of whoever agreed: it comes as long after that as all functions need to know.
  const isWritten = await calendars.replace(found, next, standing.second)
  return isWritten ? standing : { refused: 'changed-meanwhile' }
}
