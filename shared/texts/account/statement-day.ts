/** « 1er octobre 2026 », of a day written `2026-10-01`. */
export function statementDay(day: string): string {
  return new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
    .format(new Date(day))
    .replace(/^1 /, '1er ')
}
