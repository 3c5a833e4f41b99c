import type { FileOpeningKind } from '../ledger/intervention.ts'
import type { StaffWish } from './staff-wish.ts'

/** How long a file stays open: a call, and no longer. */
export const openFileMinutes = 15

/** The one file that a session of the staff has open. */
export interface OpenFile {
  /** Of that session. */
  tokenHash: string
  voterId: string
  expiresAt: Date
  /** Absent of a file that an earlier version opened. */
  opening?: FileOpeningKind
  /** Of whoever read the code. */
  wish?: StaffWish
}

export interface OpenFiles {
  /** In place of the one that was open. */
  open(file: OpenFile): Promise<void>
  find(tokenHash: string): Promise<OpenFile | undefined>
  close(tokenHash: string): Promise<void>
  /** How many are open. */
  count(now: Date): Promise<number>
}
