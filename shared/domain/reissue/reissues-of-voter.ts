export interface ReissuesOfVoter {
  /** Unordered; the index is eventually consistent and may lack the newest. */
  idsOf(voterId: string): Promise<string[]>
}
