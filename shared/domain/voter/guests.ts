import type { ElectionMode } from '../election-mode.ts'
import type { Voter } from './voter.ts'

/** A rehearsal has only guests, the vote none. */
export function isKnownIn(mode: ElectionMode, { guest }: Pick<Voter, 'guest'>): boolean {
  return !guest === (mode === 'vote')
}
