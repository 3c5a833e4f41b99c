import type { KeyObject } from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { signedInStaff } from '../../shared/access/signed-in-staff.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { Attempts } from '../../shared/domain/account/attempts.ts'
import type { Staff } from '../../shared/domain/election/election-staff.ts'
import { type Clock, secondsLater, secondsUntil } from '../../shared/domain/instants.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import {
  type FileCodes,
  hashFileCode,
  type OpenFiles,
  openFileMinutes,
  wrongBy,
} from '../../shared/domain/staff/file-code.ts'
import { staffAuthor } from '../../shared/domain/staff/staff-person.ts'
import type { StaffSessions } from '../../shared/domain/staff/staff-session.ts'

export type FileOpening =
  | { outcome: 'opened'; role: string }
  | { outcome: 'unauthenticated' }
  /** A delegate opens no file. */
  | { outcome: 'forbidden' }
  /** No code of anybody's, or one that was used, replaced or has expired. */
  | { outcome: 'not-found' }
  | { outcome: 'too-many-attempts'; retryAfterSeconds: number }

/**
 * Opens the file of whoever read the code aloud, for some minutes. It is written down before it is open, and the voter
 * is told of it by e-mail: a file is never open that nobody was told of.
 */
export async function openFile(dependencies: Dependencies, request: Request): Promise<FileOpening> {
  const { sessions, staff, attempts, fileCodes, openFiles, interventions, news, key, clock } =
    dependencies
  const now = clock()
  const found = await signedInStaff({ sessions, staff }, request.cookie, now)
  if (!found) return { outcome: 'unauthenticated' }
  const { email, role } = found.person
  if (role === 'delegate') return { outcome: 'forbidden' }
  const counter = wrongBy(email, now)
  const charge = await attempts.charge(counter, now)
  if (!charge.taken) {
    return {
      outcome: 'too-many-attempts',
      retryAfterSeconds: secondsUntil(charge.allowedAt, now),
    }
  }
  const code = await fileCodes.take(hashFileCode(key, request.code), now)
  if (!code) return { outcome: 'not-found' }
  const { voterId } = code
  await interventions.record({
    interventionId: randomUUID(),
    kind: 'file-opened',
    at: now,
    by: staffAuthor(found.person),
  })
  await news.put({ news: 'file-opened', voterId, at: now })
  const { tokenHash } = found.session
  await openFiles.open({ tokenHash, ...code, expiresAt: secondsLater(now, openFileMinutes * 60) })
  await attempts.refund(counter)
  return { outcome: 'opened', role }
}

interface Dependencies {
  sessions: Pick<StaffSessions, 'find' | 'prolong'>
  staff: Staff
  attempts: Pick<Attempts, 'charge' | 'refund'>
  fileCodes: Pick<FileCodes, 'take'>
  openFiles: Pick<OpenFiles, 'open'>
  interventions: Pick<Interventions, 'record'>
  news: Pick<AccountNewsQueue, 'put'>
  key: KeyObject
  clock: Clock
}

interface Request {
  /** As it was sealed. */
  cookie: string | undefined
  /** As it was typed. */
  code: string
}
