import { staffOfCookie } from '../../shared/access/signed-in-staff.ts'
import type { WatchedPage, WatchView } from '../../shared/contract/watch.ts'
import type { Staff } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { StaffSessions } from '../../shared/domain/staff/staff-session.ts'
import type { VoteReadings } from '../../shared/domain/staff/vote-reading.ts'
import type { Section, WatchedVote } from '../../shared/domain/staff/watched-section.ts'
import { daySections, delegateSections } from '../../shared/domain/staff/watched-sections.ts'
import { type Journal, nameOf } from '../../shared/runtime/journal.ts'
import { callsSection, ledgerSections } from './ledger-sections.ts'
import type { LedgerView } from './read-ledger.ts'

type Calendar = Pick<WatchedVote, 'dates' | 'isSuspended'> & {
  vote: string
  /** Shown to voters; empty in normal service. */
  announcement: string
}

interface Dependencies {
  sessions: Pick<StaffSessions, 'find' | 'countFiles'>
  staff: Staff
  voteReadings: Pick<VoteReadings, 'find'>
  readLedger: () => Promise<LedgerView>
  calendar: () => Calendar
  timeZone: string
  /** Number of people who receive heads by mail. */
  recipients: number
  clock: Clock
  journal: Journal
}

/** Delegates see less, since they take no calls. Polling does not extend the session. */
export async function showWatch(
  dependencies: Dependencies,
  cookie: string | undefined,
): Promise<WatchView | undefined> {
  const { sessions, calendar, timeZone, recipients, clock } = dependencies
  const now = clock()
  const caller = await staffOfCookie(dependencies, cookie, now)
  if (!caller) return undefined
  const answersCalls = caller.person.role !== 'delegate'
  const [reading, ledger, open] = await Promise.all([
    orUndefined(dependencies, 'reading', dependencies.voteReadings.find),
    orUndefined(dependencies, 'ledger', dependencies.readLedger),
    answersCalls ? sessions.countFiles(now) : 0,
  ])
  const { vote, announcement, dates, isSuspended } = calendar()
  const place = { timeZone, now }
  const watched = { ...place, reading, dates, isSuspended }
  const page = (...sections: Section[]): WatchedPage => ({
    ...{ at: (reading?.at ?? now).toISOString(), vote, sections },
  })
  const watch = page(...ledgerSections(ledger, recipients, place), ...delegateSections(watched))
  if (!answersCalls) return { watch }
  const day = page(...daySections(watched, announcement), callsSection(ledger?.lastHour, open))
  return { watch, day }
}

async function orUndefined<Read>(
  { journal }: Pick<Dependencies, 'journal'>,
  part: string,
  read: () => Promise<Read>,
): Promise<Read | undefined> {
  try {
    return await read()
  } catch (error) {
    journal({ event: 'watch.unread', part, error: nameOf(error) })
    return undefined
  }
}
