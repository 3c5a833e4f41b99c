import type { Reached } from '../reach-election.ts'

/** What to expect afterwards. */
export interface Repaired {
  says: string
  /** Of the command: 1 if something is still wrong, 3 if another person must type the same. */
  code: 0 | 1 | 3
}

/** One thing that a remedy found wrong, in French. */
export interface Finding {
  sees: string
  /** Absent where a person must decide, or AWS must act: `sees` says so. */
  repair?: {
    does: string
    costs: string
    act(): Promise<Repaired>
  }
}

export interface Examined extends Reached {
  /** False of a local run, whose queues belong to no stack. */
  isOnAws: boolean
  /** The territory that the command names, by name or code. */
  territory: string | undefined
}

/** Looks at one part of an election. Throws what could not be read. */
export type Check = (examined: Examined) => Promise<readonly Finding[]>
