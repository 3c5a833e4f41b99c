import type { FileOpeningKind } from '../ledger/intervention.ts'
import type { ApprovalReference } from './staff-approval.ts'

/** How long a file stays open: a call, and no longer. */
export const openFileMinutes = 15

/** The one file that a session of the staff has open. */
export interface OpenFile {
  tokenHash: string
  voterId: string
  expiresAt: Date
  /** Absent of a file that an earlier version opened. */
  opening?: FileOpeningKind
  /** Request of the colleague who read the code. */
  approval?: ApprovalReference
  /** The last thing done in it alone, and the voter's latest request then: a repeated call is answered the same. */
  done?: string
}

export interface OpenFiles {
  /** In place of the one that was open. */
  open(file: OpenFile): Promise<void>
  find(tokenHash: string): Promise<OpenFile | undefined>
  noteDone(tokenHash: string, done: string): Promise<void>
  close(tokenHash: string): Promise<void>
  count(now: Date): Promise<number>
}
