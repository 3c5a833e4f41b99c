/**
 * Tables in deletion order. Roll operations come last, since they mark the tables as a rehearsal's. `mailTurns`
 * stays: it counts e-mails, which SES really sent.
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
