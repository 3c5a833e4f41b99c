import { findCaller, type SignedInPorts } from '../../shared/access/signed-in.ts'
import type { StaffPorts } from '../../shared/access/signed-in-staff.ts'
import { type Backoff, backoffUntil } from '../../shared/domain/account/attempts.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import { type CodePorts, storeNewCode } from '../../shared/domain/staff/file-code.ts'
import { staffCounter } from '../../shared/domain/staff/staff-limits.ts'

export type FileCodeResult =
  | { outcome: 'created'; code: string; expiresAt: WallInstant }
  | { outcome: 'unauthenticated' }
  | Backoff

export async function createFileCode(
  { sessions, voters, attempts, clock, electionClock, ...codePorts }: Dependencies,
  claim: SessionClaim | undefined,
): Promise<FileCodeResult> {
  const now = clock()
  const caller = await findCaller({ sessions, voters }, claim, electionClock())
  if (!caller) return { outcome: 'unauthenticated' }
  const { voterId } = caller.voter
  const charge = await attempts.charge(staffCounter('issuedCodes', voterId, now), now)
  if (!charge.isAllowed) return backoffUntil(charge.allowedAt, now)
  return { outcome: 'created', ...(await storeNewCode(codePorts, { voterId }, now)) }
}

type Dependencies = CodePorts &
  SignedInPorts &
  Pick<StaffPorts, 'attempts' | 'clock' | 'electionClock'>
