import { staffBehind } from '../../shared/access/signed-in-staff.ts'
import type { WatchView } from '../../shared/contract/watch.ts'
import type { Staff } from '../../shared/domain/election/election-staff.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { StaffSessions } from '../../shared/domain/staff/staff-session.ts'

export type WatchShown =
  | { outcome: 'shown'; view: WatchView }
  | { outcome: 'unauthenticated' }
  /** A delegate answers no calls. */
  | { outcome: 'forbidden' }

interface Dependencies {
  sessions: Pick<StaffSessions, 'find'>
  staff: Staff
  clock: Clock
  pages: { watch(): Promise<WatchView>; day(): Promise<WatchView> }
}

/** A page that watches the vote, to whom the election's file lets see it. Looking at it is no use of the session. */
export async function showWatch(
  { sessions, staff, clock, pages }: Dependencies,
  page: 'watch' | 'day',
  cookie: string | undefined,
): Promise<WatchShown> {
  const found = await staffBehind({ sessions, staff }, cookie, clock())
  if (!found) return { outcome: 'unauthenticated' }
  if (page === 'day' && found.person.role === 'delegate') return { outcome: 'forbidden' }
  return { outcome: 'shown', view: await pages[page]() }
}
