import type { ElectionMode } from '../election-mode.ts'
import type { Voter } from './voter.ts'

/** In a rehearsal whoever is no guest of it is nobody, and so is a guest in the vote. */
export function isKnownIn(mode: ElectionMode, { guest }: Pick<Voter, 'guest'>): boolean {
  return !guest === (mode === 'vote')
}

export interface Guests {
  /** @returns whether a voter on the roll has this id, and is a guest from now on */
  invite(voterId: string): Promise<boolean>
}
