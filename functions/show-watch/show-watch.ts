import { findStaff, type StaffPorts } from '../../shared/access/signed-in-staff.ts'
import type { WatchedPage, WatchView } from '../../shared/contract/watch.ts'
import type { VoteReadings } from '../../shared/domain/staff/vote-reading.ts'
import type { Section, WatchedVote } from '../../shared/domain/staff/watched-section.ts'
import { daySections, delegateSections } from '../../shared/domain/staff/watched-sections.ts'
import { type Journal, journalFailure } from '../../shared/runtime/journal.ts'
import { ledgerSections } from './ledger-sections.ts'
import type { LedgerView } from './read-ledger.ts'

type VoteState = Pick<WatchedVote, 'dates' | 'isSuspended'> & {
  vote: string
  announcement: string
}

interface Dependencies extends Pick<StaffPorts, 'sessions' | 'staff' | 'clock'> {
  voteReadings: Pick<VoteReadings, 'find'>
  readLedger: () => Promise<LedgerView>
  readVoteState: () => VoteState
  timeZone: string
  recipientCount: number
  journal: Journal
}

export async function showWatch(
  dependencies: Dependencies,
  cookie: string | undefined,
): Promise<WatchView | undefined> {
  const { readVoteState, timeZone, recipientCount, clock, journal } = dependencies
  const now = clock()
  const caller = await findStaff(dependencies, cookie, now)
  if (!caller) return undefined
  const tryRead = <Result>(part: string, reading: Promise<Result>) =>
    journalFailure(journal, reading, (error) => ({ event: 'watch.unread', part, error }))
  const [reading, ledger] = await Promise.all([
    tryRead('reading', dependencies.voteReadings.find()),
    tryRead('ledger', dependencies.readLedger()),
  ])
  const { vote, announcement, dates, isSuspended } = readVoteState()
  const localTime = { timeZone, now }
  const context = { ...localTime, reading, dates, isSuspended }
  const pageOf = (...sections: Section[]): WatchedPage => ({
    ...{ at: (reading?.at ?? now).toISOString(), vote, sections },
  })
  const delegatePage = pageOf(
    ...ledgerSections(ledger, recipientCount, localTime),
    ...delegateSections(context),
  )
  if (caller.person.role === 'delegate') return { watch: delegatePage }
  return { watch: delegatePage, day: pageOf(...daySections(context, announcement)) }
}
