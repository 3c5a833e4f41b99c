import type { WatchedPage } from '../../shared/contract/watch.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Figures } from '../../shared/domain/figures.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { OpenFiles } from '../../shared/domain/staff/open-file.ts'
import type { Section } from '../../shared/domain/staff/watched-sections.ts'
import { type Journal, nameOf } from '../../shared/runtime/journal.ts'
import { countSections, ledgerSections, readCounts } from './control-page.ts'
import {
  type Announced,
  alarmSection,
  announcedSection,
  callsSection,
  readSms,
  type SmsPorts,
  smsSection,
} from './day-page.ts'
import type { LedgerSeen } from './read-ledger.ts'

interface Dependencies extends SmsPorts {
  figures: Figures
  readLedger: () => Promise<LedgerSeen>
  openFiles: Pick<OpenFiles, 'count'>
  /** With its dates by the wall's clock. */
  announced(): Announced
  election: Election
  /** By the election's clock. */
  electionNow: Clock
  isSuspended(): boolean
  /** By the wall's. */
  clock: Clock
  journal: Journal
}

/** What delegates and the bureau watch. Of what cannot be read the page says so, and tells the rest. */
export async function readControlPage(dependencies: Dependencies): Promise<WatchedPage> {
  const { figures, readLedger, announced, election, clock } = dependencies
  const now = clock()
  const place = { timeZone: election.timeZone, now }
  const { vote, dates } = announced()
  const since = dates.reissueOpensAt
  const [ledger, counted] = await Promise.all([
    orUnread(dependencies, 'ledger', readLedger),
    now < since
      ? undefined
      : orUnread(dependencies, 'counts', () =>
          readCounts(figures, election, { from: since, to: now }),
        ),
  ])
  return page(now, vote, [
    ...ledgerSections(ledger, election.ledger.recipients.length, place),
    ...countSections(counted, since, place),
  ])
}

export async function readDayPage(dependencies: Dependencies): Promise<WatchedPage> {
  const { figures, readLedger, openFiles, smsBreakers, announced, election, clock } = dependencies
  const now = clock()
  const place = { timeZone: election.timeZone, now }
  const instant = { now: dependencies.electionNow(), isSuspended: dependencies.isSuspended() }
  const [breaker, sms, open, ledger, alarms] = await Promise.all([
    smsBreakers.find(),
    readSms(dependencies, election, instant),
    openFiles.count(now),
    orUnread(dependencies, 'ledger', readLedger),
    orUnread(dependencies, 'alarms', () => figures.alarms()),
  ])
  const told = announced()
  return page(now, told.vote, [
    announcedSection(told, breaker, place),
    alarmSection(alarms, place),
    smsSection(sms, breaker, place),
    callsSection(ledger?.ofHour, open),
  ])
}

const page = (now: Date, vote: string, sections: Section[]): WatchedPage => ({
  ...{ at: now.toISOString(), vote, sections },
})

async function orUnread<Read>(
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
