/** « le 1er décembre 2026 à 14 h 05 », by the clock of `timeZone`. */
export function moment(instant: Date, timeZone: string): string {
  return `le ${day(instant, timeZone)} à ${time(instant, timeZone)}`
}

/** « le 1er décembre 2026 vers 14 h 05 » */
export function momentAbout(instant: Date, timeZone: string): string {
  return `le ${day(instant, timeZone)} vers ${time(instant, timeZone)}`
}

/** « 1 heure », « 24 heures »: of a noun whose plural takes an s. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number > 1 ? 's' : ''}`
}

function day(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone })
    .format(instant)
    .replace(/^1 /, '1er ')
}

function time(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', minute: '2-digit', timeZone })
    .format(instant)
    .replace(':', ' h ')
    .replace(/ h 00$/, ' h')
}
