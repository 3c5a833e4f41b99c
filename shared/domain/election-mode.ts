export const electionModes = ['vote', 'rehearsal'] as const

export type ElectionMode = (typeof electionModes)[number]

/** True for guests in a rehearsal and for all other voters in the vote. */
export function belongsToMode(mode: ElectionMode, { guest }: { guest?: true }): boolean {
  return !guest === (mode === 'vote')
}
