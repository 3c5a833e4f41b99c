export interface ReissuesOfVoter {
  /** In no order. The newest may be missing for a moment: the index follows the table. */
  idsOf(voterId: string): Promise<string[]>
}
