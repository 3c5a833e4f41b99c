/** In deletion order. Roll operations come last, since they mark the tables as a rehearsal's. `mailTurns` is kept: SES really sent those e-mails. */
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

/** `keys` omits the roll's lock, which the command itself holds. */
export interface WipedTable {
  name: (typeof wipedTables)[number]
  keys(): AsyncIterable<string>
  delete(key: string): Promise<void>
}
