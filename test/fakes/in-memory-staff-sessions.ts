import type { StaffSession, StaffSessions } from '../../shared/domain/staff/staff-session.ts'

export function inMemoryStaffSessions(): StaffSessions & { all(): StaffSession[] } {
  const kept = new Map<string, StaffSession>()
  return {
    all: () => [...kept.values()],
    async open(session) {
      kept.set(session.tokenHash, session)
    },
    async find(tokenHash) {
      return kept.get(tokenHash)
    },
    async prolong(tokenHash, until) {
      const session = kept.get(tokenHash)
      if (session && session.expiresAt < until)
        kept.set(tokenHash, { ...session, expiresAt: until })
    },
    async close(tokenHash) {
      kept.delete(tokenHash)
    },
  }
}
