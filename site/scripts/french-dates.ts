const NO_BREAK_SPACE = '\u00a0'

/** `6 décembre 2026 à 17 h`, on the clock of `timeZone`. */
export function formatDateAndTime(date: Date, timeZone: string): string {
  const { year, month, day } = parts(date, timeZone)
  return `${day === '1' ? '1er' : day}${NO_BREAK_SPACE}${month} ${year} à${NO_BREAK_SPACE}${formatTime(date, timeZone)}`
}

/** `17 h`, `9 h 05`, on the clock of `timeZone`. */
export function formatTime(date: Date, timeZone: string): string {
  const { hour, minute } = parts(date, timeZone)
  const hours = `${Number(hour)}${NO_BREAK_SPACE}h`
  return minute === '00' ? hours : `${hours}${NO_BREAK_SPACE}${minute}`
}

/** `à 10 h 32` on the day of `now`, otherwise `le 6 décembre 2026 à 10 h 32`. */
export function formatMoment(date: Date, timeZone: string, now: Date): string {
  const sameDay = dayOf(date, timeZone) === dayOf(now, timeZone)
  return sameDay
    ? `à${NO_BREAK_SPACE}${formatTime(date, timeZone)}`
    : `le ${formatDateAndTime(date, timeZone)}`
}

/** `jusqu'à 10 h 32` on the day of `now`, otherwise `jusqu'au 6 décembre 2026 à 10 h 32`. */
export function formatUntil(date: Date, timeZone: string, now: Date): string {
  return `jusqu'${formatMoment(date, timeZone, now).replace(/^le /, 'au ')}`
}

function dayOf(date: Date, timeZone: string): string {
  const { year, month, day } = parts(date, timeZone)
  return `${day} ${month} ${year}`
}

function parts(date: Date, timeZone: string) {
  const read = { year: '', month: '', day: '', hour: '', minute: '' }
  const format = new Intl.DateTimeFormat('fr-FR', {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  for (const { type, value } of format.formatToParts(date)) {
    if (type in read) read[type as keyof typeof read] = value
  }
  return read
}
