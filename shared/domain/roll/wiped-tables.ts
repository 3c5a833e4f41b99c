/**
 * Tables in deletion order. The operations come last, since they mark a rehearsal's tables. Counts of mails stay, since
 * SES really sent them.
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
