const NO_BREAK_SPACE = '\u00a0'

/** A moment, or how the API writes it (ISO 8601). */
type Instant = Date | string

/** « 1er décembre 2026 à 17 h », by the clock of `timeZone`. */
export function dateAndTime(instant: Instant, timeZone: string): string {
  return `${day(instant, timeZone)} à${NO_BREAK_SPACE}${timeOfDay(instant, timeZone)}`
}

/** « jeudi 3 décembre 2026 à 10 h » */
export function weekdayAndTime(instant: Instant, timeZone: string): string {
  const weekday = new Intl.DateTimeFormat('fr-FR', { timeZone, weekday: 'long' })
  return `${weekday.format(new Date(instant))} ${dateAndTime(instant, timeZone)}`
}

/** « 7 jours et 7 heures », « 30 minutes » */
export function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  const parts = [
    { number: Math.floor(minutes / 1440), noun: 'jour' },
    { number: Math.floor(minutes / 60) % 24, noun: 'heure' },
    { number: minutes % 60, noun: 'minute' },
  ].filter(({ number }) => number > 0)
  const [last = count(0, 'minute'), ...others] = parts
    .map(({ number, noun }) => count(number, noun))
    .reverse()
  return others.length > 0 ? `${others.reverse().join(', ')} et ${last}` : last
}

/** « 17 h », « 9 h 05 », by the clock of `timeZone`. */
export function timeOfDay(instant: Instant, timeZone: string): string {
  const { hour, minute } = parts(instant, timeZone)
  const hours = `${Number(hour)}${NO_BREAK_SPACE}h`
  return minute === '00' ? hours : `${hours}${NO_BREAK_SPACE}${minute}`
}

/** « le 1er décembre 2026 à 14 h 05 » */
export function moment(instant: Instant, timeZone: string): string {
  return `le ${dateAndTime(instant, timeZone)}`
}

/** « le 1er décembre 2026 vers 14 h 05 » */
export function momentAbout(instant: Instant, timeZone: string): string {
  return `le ${day(instant, timeZone)} vers ${timeOfDay(instant, timeZone)}`
}

/** « à 10 h 32 » on the day of `now`, otherwise as `moment`. */
export function nearMoment(instant: Instant, timeZone: string, now: Instant): string {
  return day(instant, timeZone) === day(now, timeZone)
    ? `à${NO_BREAK_SPACE}${timeOfDay(instant, timeZone)}`
    : moment(instant, timeZone)
}

/** « jeudi 3 décembre à 10 h », with its year if it is not `now`'s. */
export function weekdayOfYear(instant: Instant, timeZone: string, now: Instant): string {
  const full = weekdayAndTime(instant, timeZone)
  const sameYear = parts(instant, timeZone).year === parts(now, timeZone).year
  return sameYear ? full.replace(/ \d{4}(?=\sà)/, '') : full
}

/** « à 10 h » on the day of `now`, otherwise « le jeudi 3 décembre à 10 h ». */
export function nearWeekday(instant: Instant, timeZone: string, now: Instant): string {
  return day(instant, timeZone) === day(now, timeZone)
    ? nearMoment(instant, timeZone, now)
    : `le ${weekdayOfYear(instant, timeZone, now)}`
}

/** « depuis 10 h 32 » on the day of `now`, otherwise « depuis jeudi 3 décembre à 10 h ». */
export function sinceMoment(instant: Instant, timeZone: string, now: Instant): string {
  return `depuis ${nearWeekday(instant, timeZone, now).replace(/^(le|à)\s/, '')}`
}

/** « jusqu'à 10 h 32 » on the day of `now`, otherwise « jusqu'au 6 décembre 2026 à 10 h 32 ». */
export function untilMoment(instant: Instant, timeZone: string, now: Instant): string {
  return `jusqu'${nearMoment(instant, timeZone, now).replace(/^le /, 'au ')}`
}

/** « 1 heure », « 24 heures »: of a noun whose plural takes an s. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number > 1 ? 's' : ''}`
}

function day(instant: Instant, timeZone: string): string {
  const { year, month, day } = parts(instant, timeZone)
  return `${day === '1' ? '1er' : day}${NO_BREAK_SPACE}${month} ${year}`
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one takes a hundred times as long as using it. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('fr-FR', {
      timeZone,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    })
  formats.set(timeZone, format)
  return format
}

function parts(instant: Instant, timeZone: string): Record<Part, string> {
  const read: Record<string, string> = {}
  for (const { type, value } of formatIn(timeZone).formatToParts(new Date(instant)))
    read[type] = value
  return read as Record<Part, string>
}
