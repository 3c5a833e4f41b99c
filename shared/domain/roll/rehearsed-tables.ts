/**
 * What a rehearsal writes to, in the order in which it is emptied: without voters nobody can do anything any more. Of the
 * roll's operations the last, since they say whose the tables are. Security codes end by themselves within minutes; the
 * turns of e-mails count what SES has really sent today.
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

/** One of these tables, by the keys of its items. The lock of the roll is that of whoever empties it: it is left out. */
export interface RehearsedTable {
  name: RehearsedName
  keys(): AsyncIterable<string>
  delete(key: string): Promise<void>
}
