import type { FileOpeningKind } from '../staff-action.ts'
import type { ApprovalReference } from './staff-approval.ts'

export const openFileMinutes = 15

export interface OpenFile {
  tokenHash: string
  voterId: string
  expiresAt: Date
  /** Absent from files opened by an earlier version. */
  opening?: FileOpeningKind
  /** Approval request of the colleague who read out the code. */
  approval?: ApprovalReference
  /** Last action by one person, with the voter's latest request: a repeat of it is reported as already done. */
  done?: string
}

export interface OpenFiles {
  /** Closes the session's previous file. */
  open(file: OpenFile): Promise<void>
  find(tokenHash: string): Promise<OpenFile | undefined>
  noteDone(tokenHash: string, done: string): Promise<void>
  close(tokenHash: string): Promise<void>
  count(now: Date): Promise<number>
}
