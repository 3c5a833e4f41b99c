import type { ElectionMode } from '../election-mode.ts'
import type { Voter } from './voter.ts'

/** A rehearsal knows its guests alone, and the vote knows no guest. */
export function isKnownIn(mode: ElectionMode, { guest }: Pick<Voter, 'guest'>): boolean {
  return !guest === (mode === 'vote')
}

export interface Guests {
  /** @returns false if no voter on the roll has this id */
  invite(voterId: string): Promise<boolean>
}
