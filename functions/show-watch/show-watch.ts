import { staffBehind } from '../../shared/access/signed-in-staff.ts'
import type { WatchedPage, WatchView } from '../../shared/contract/watch.ts'
import type { Staff } from '../../shared/domain/election/election-staff.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { StaffSessions } from '../../shared/domain/staff/staff-session.ts'

export type WatchShown = { outcome: 'shown'; view: WatchView } | { outcome: 'unauthenticated' }

interface Dependencies {
  sessions: Pick<StaffSessions, 'find'>
  staff: Staff
  clock: Clock
  watchPage(): Promise<WatchedPage>
  dayPage(): Promise<WatchedPage>
}

/** What somebody of the staff may see of the vote: a delegate answers no calls. Looking is no use of the session. */
export async function showWatch(
  { sessions, staff, clock, watchPage, dayPage }: Dependencies,
  cookie: string | undefined,
): Promise<WatchShown> {
  const found = await staffBehind({ sessions, staff }, cookie, clock())
  if (!found) return { outcome: 'unauthenticated' }
  if (found.person.role === 'delegate') {
    return { outcome: 'shown', view: { watch: await watchPage() } }
  }
  const [watch, day] = await Promise.all([watchPage(), dayPage()])
  return { outcome: 'shown', view: { watch, day } }
}
