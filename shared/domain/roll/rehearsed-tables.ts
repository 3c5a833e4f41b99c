/**
 * In deletion order: voters first, since nothing works without them; operations last, since they mark a rehearsal's
 * tables. Captchas expire by themselves, and mail counts stay, since SES really sent those mails.
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

/** `keys` leaves out the roll's lock, which the deleting command holds. */
export interface RehearsedTable {
  name: RehearsedName
  keys(): AsyncIterable<string>
  delete(key: string): Promise<void>
}
