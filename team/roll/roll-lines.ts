import type { Correction } from '../../shared/domain/correction.ts'
import type { RollEntry } from '../../shared/domain/enrolment.ts'

/** A voter as one line of a file describes them. */
export interface EntryLine {
  /** As an editor counts them. */
  line: number
  entry: RollEntry
}

/** A voter that a file names, and what it says of them. */
export interface VoterLine {
  line: number
  email: string
  correction: Correction
}
