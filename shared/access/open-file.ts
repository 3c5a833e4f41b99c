import { randomUUID } from 'node:crypto'
import { type Backoff, backoffUntil } from '../domain/account/attempts.ts'
import { secondsLater } from '../domain/instants.ts'
import type { FileCode } from '../domain/staff/file-code.ts'
import { staffCounter } from '../domain/staff/staff-limits.ts'
import { type StaffPerson, staffAuthor } from '../domain/staff/staff-person.ts'
import { openFileMinutes } from '../domain/staff/staff-session.ts'
import type { FileOpeningKind } from '../domain/staff-action.ts'
import { authenticateStaff, type StaffPorts } from './signed-in-staff.ts'

export type FileOpeningResult =
  | { outcome: 'opened'; role: string }
  | { outcome: 'unauthenticated' | 'not-permitted' }
  /** Gives no reason: staff must not learn whether the NUMEN or the birth date was wrong. */
  | { outcome: 'not-found' }
  | Backoff

/** Records the opening and queues the voter's e-mail first, so that no file opens without them. */
export async function openFile(
  { sessions, staff, attempts, interventions, notifications, clock }: Dependencies,
  { cookie, kind, checkInput, find }: FileOpening,
): Promise<FileOpeningResult> {
  const now = clock()
  const caller = await authenticateStaff({ sessions, staff }, cookie, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const { email, role } = caller.person
  if (role === 'delegate') return { outcome: 'not-permitted' }
  checkInput?.()
  const counter = staffCounter(kind === 'file-opened' ? 'wrongCodes' : 'identities', email, now)
  const charge = await attempts.charge(counter, now)
  if (!charge.isAllowed) return backoffUntil(charge.allowedAt, now)
  const target = await find(now, caller.person)
  if (!target) return { outcome: 'not-found' }
  const { voterId, approval } = target
  const openingKind = approval ? 'file-opened-to-agree' : kind
  await interventions.record({
    interventionId: randomUUID(),
    kind: openingKind,
    at: now,
    by: staffAuthor(caller.person),
  })
  await notifications.put({ news: openingKind, voterId, at: now })
  await sessions.openFile(caller.session.tokenHash, {
    ...{ opening: openingKind, ...target },
    expiresAt: secondsLater(now, openFileMinutes * 60),
  })
  // An attempt with a correct identity is not refunded: other people may know that identity.
  if (kind === 'file-opened') await attempts.refund(counter)
  return { outcome: 'opened', role }
}

type Dependencies = Pick<
  StaffPorts,
  'sessions' | 'staff' | 'attempts' | 'interventions' | 'notifications' | 'clock'
>

interface FileOpening {
  cookie: string | undefined
  kind: Exclude<FileOpeningKind, 'file-opened-to-agree'>
  /** Throws if the body is malformed: such a body must not count as an attempt. */
  checkInput?: () => void
  find: (
    now: WallInstant,
    person: StaffPerson,
  ) => Promise<Pick<FileCode, 'voterId' | 'approval'> | undefined>
}
