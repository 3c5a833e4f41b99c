export const electionModes = ['vote', 'rehearsal'] as const

export type ElectionMode = (typeof electionModes)[number]

export function belongsToMode(mode: ElectionMode, { guest }: { guest?: true }): boolean {
  return !guest === (mode === 'vote')
}
