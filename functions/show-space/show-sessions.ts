import { findCaller } from '../../shared/access/signed-in.ts'
import type { OpenSession } from '../../shared/contract/session.ts'
import {
  openedAt,
  type SessionClaim,
  type SpaceSession,
} from '../../shared/domain/account/session.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type SessionsView =
  | { outcome: 'shown'; sessions: OpenSession[] }
  | { outcome: 'unauthenticated' }

export async function showSessions(
  { voters, sessions, clock, toWall }: Dependencies,
  claim: SessionClaim | undefined,
): Promise<SessionsView> {
  const now = clock()
  const caller = await findCaller({ sessions, voters }, claim, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const { voterId, epoch, tokenHash: currentHash } = caller.claim
  // The index is eventually consistent: it may list a session that has just ended.
  const storedSessions = await Promise.all(
    (await sessions.list(voterId)).map((session) => sessions.find(session)),
  )
  const openSessions = storedSessions.filter(
    // DynamoDB deletes expired items late, and a new epoch ends all earlier sessions.
    (session) =>
      session?.kind === 'space' && session.expiresAt > now && (session.epoch ?? epoch) === epoch,
  ) as SpaceSession[]
  const views = openSessions.map((session) => ({
    openedAt: toWall(openedAt(session)).toISOString(),
    current: session.tokenHash === currentHash,
    sharedComputer: session.idleMinutes !== undefined,
  }))
  return { outcome: 'shown', sessions: views.sort(newestFirst) }
}

const newestFirst = (left: OpenSession, right: OpenSession) =>
  right.openedAt.localeCompare(left.openedAt)

type Dependencies = Pick<ReissuePorts, 'sessions' | 'voters' | 'clock' | 'toWall'>
