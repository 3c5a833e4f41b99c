import type { FileCode, FileCodes } from '../../shared/domain/staff/file-code.ts'
import type { OpenFile, OpenFiles } from '../../shared/domain/staff/open-file.ts'
import { mayApprove } from '../../shared/domain/staff/staff-approval.ts'
import type { StaffSession, StaffSessions } from '../../shared/domain/staff/staff-session.ts'

export function inMemoryFileCodes(codes = new Map<string, FileCode>()): FileCodes {
  return {
    async keep(code, when) {
      const stood = codes.get(code.codeHash)
      if (stood && stood.expiresAt > when) return false
      for (const [hash, { voterId }] of codes) if (voterId === code.voterId) codes.delete(hash)
      codes.set(code.codeHash, code)
      return true
    },
    async take(codeHash, when, typedBy) {
      const found = codes.get(codeHash)
      if (!found || found.expiresAt <= when) return undefined
      if (found.approval && !mayApprove(typedBy, found.approval)) return undefined
      codes.delete(codeHash)
      const { voterId, approval } = found
      return { voterId, ...(approval && { approval }) }
    },
  }
}

export function inMemoryOpenFiles(files = new Map<string, OpenFile>()): OpenFiles {
  return {
    open: async (file) => void files.set(file.tokenHash, file),
    find: async (tokenHash) => files.get(tokenHash),
    async noteDone(tokenHash, done) {
      const file = files.get(tokenHash)
      if (file) files.set(tokenHash, { ...file, done })
    },
    close: async (tokenHash) => void files.delete(tokenHash),
    count: async (now) => [...files.values()].filter(({ expiresAt }) => expiresAt > now).length,
  }
}

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
