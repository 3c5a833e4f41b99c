import type { FileOpeningKind } from '../staff-action.ts'
import type { ApprovalReference } from './staff-approval.ts'

/** About as long as a call. */
export const openFileMinutes = 15

/** A staff session has one file open at a time. */
export interface OpenFile {
  tokenHash: string
  voterId: string
  expiresAt: Date
  /** Absent if an earlier version opened the file. */
  opening?: FileOpeningKind
  /** Request of the colleague who read out the code. */
  approval?: ApprovalReference
  /** Last action by one person and the voter's latest request then, so that a repeated call gets the same answer. */
  done?: string
}

export interface OpenFiles {
  /** Replaces the session's open file. */
  open(file: OpenFile): Promise<void>
  find(tokenHash: string): Promise<OpenFile | undefined>
  noteDone(tokenHash: string, done: string): Promise<void>
  close(tokenHash: string): Promise<void>
  count(now: Date): Promise<number>
}
