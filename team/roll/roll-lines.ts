import type { Correction } from '../../shared/domain/roll/correction.ts'

/** A voter that a file names, and what it says of them. */
export interface VoterLine {
  /** As an editor counts them. */
  line: number
  email: string
  correction: Correction
}
