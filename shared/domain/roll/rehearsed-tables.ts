/**
 * Deletion order: nothing works without voters; operations, which mark a rehearsal's tables, come last. Security codes
 * expire within minutes, and mail counts are real.
 */
export const rehearsedNames = [
  'voters',
  'sessions',
  'passwordLinks',
  'phones',
  'reissues',
  'attempts',
  'smsDays',
  'calendar',
  'rollOperations',
] as const

export type RehearsedName = (typeof rehearsedNames)[number]

/** Keys exclude the roll's lock, which the deleting command holds. */
export interface RehearsedTable {
  name: RehearsedName
  keys(): AsyncIterable<string>
  delete(key: string): Promise<void>
}
