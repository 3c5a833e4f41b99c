/** A rehearsal writes to its guests alone, says on all it shows that it is none, and has keys of its own. */
export const electionModes = ['vote', 'rehearsal'] as const

export type ElectionMode = (typeof electionModes)[number]
