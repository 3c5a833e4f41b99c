/**
 * Tables in deletion order: voters first, and operations last, since these mark a rehearsal's tables. Mail counts stay,
 * since SES really sent those mails.
 */
export const wipedTables = [
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

/** `keys` leaves out the roll's lock, which the deleting command holds. */
export interface WipedTable {
  name: (typeof wipedTables)[number]
  keys(): AsyncIterable<string>
  delete(key: string): Promise<void>
}
