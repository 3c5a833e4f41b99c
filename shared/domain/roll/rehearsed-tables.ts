/**
 * Tables that a rehearsal writes to, in the order in which they are emptied. Voters come first, since nobody can do
 * anything without them; the roll's operations last, since they say whose the tables are. Security codes expire within
 * minutes, and the turns of e-mails count what SES has really sent today.
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

/** Its keys are without the roll's lock, which whoever empties the table holds. */
export interface RehearsedTable {
  name: RehearsedName
  keys(): AsyncIterable<string>
  delete(key: string): Promise<void>
}
