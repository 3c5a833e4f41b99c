import { count } from './numbers.ts'

const NO_BREAK_SPACE = '\u00a0'

type Instant = Date | string

/** « jeudi 3 décembre à 10 h »; with the year if `now` is absent or in another year. */
export function dateAndTime(instant: Instant, timeZone: string, now?: Instant): string {
  return `${day(instant, timeZone, now)} ${atTime(instant, timeZone)}`
}

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

export function timeOfDay(instant: Instant, timeZone: string): string {
  const { hour, minute } = dateParts(instant, timeZone)
  const hours = `${Number(hour)}${NO_BREAK_SPACE}h`
  return minute === '00' ? hours : `${hours}${NO_BREAK_SPACE}${minute}`
}

export function moment(instant: Instant, timeZone: string, now?: Instant): string {
  return `le ${dateAndTime(instant, timeZone, now)}`
}

export function nearMoment(instant: Instant, timeZone: string, now: Instant): string {
  return day(instant, timeZone) === day(now, timeZone)
    ? atTime(instant, timeZone)
    : moment(instant, timeZone, now)
}

export function aroundMoment(moment: string): string {
  return moment.replace(/à(?=\u00a0\d)/, 'vers')
}

export function sinceMoment(instant: Instant, timeZone: string, now: Instant): string {
  return `depuis ${nearMoment(instant, timeZone, now).replace(/^(le|à)\s/, '')}`
}

/** « de 10 h 32 » on the day of `now`, otherwise « du jeudi 3 décembre à 10 h ». */
export function ofMoment(instant: Instant, timeZone: string, now: Instant): string {
  return nearMoment(instant, timeZone, now).replace(/^à\s/, 'de ').replace(/^le /, 'du ')
}

export function fromMoment(instant: Instant, timeZone: string, now: Instant): string {
  return `à partir ${ofMoment(instant, timeZone, now)}`
}

export function easyFrenchTime(text: string): string {
  return text.replace(/\u00a0h(?![a-z])/g, `${NO_BREAK_SPACE}heures`)
}

export function untilMoment(instant: Instant, timeZone: string, now: Instant): string {
  return `jusqu'${nearMoment(instant, timeZone, now).replace(/^le /, 'au ')}`
}

export function period(from: Instant, to: Instant, timeZone: string, now?: Instant): string {
  if (day(from, timeZone) === day(to, timeZone))
    return `le ${day(from, timeZone, now)}, de ${timeOfDay(from, timeZone)} ${atTime(to, timeZone)}`
  return `du ${dateAndTime(from, timeZone, now)} au ${dateAndTime(to, timeZone, now)}`
}

function day(instant: Instant, timeZone: string, now?: Instant): string {
  const { weekday, day, month, year } = dateParts(instant, timeZone)
  const date = `${weekday} ${day === '1' ? '1er' : day}${NO_BREAK_SPACE}${month}`
  const isSameYear = now !== undefined && dateParts(now, timeZone).year === year
  return isSameYear ? date : `${date} ${year}`
}

function atTime(instant: Instant, timeZone: string): string {
  return `à${NO_BREAK_SPACE}${timeOfDay(instant, timeZone)}`
}

type DatePart = 'weekday' | 'year' | 'month' | 'day' | 'hour' | 'minute'

const formatsByZone = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formatsByZone.get(timeZone) ??
    new Intl.DateTimeFormat('fr-FR', {
      timeZone,
      weekday: 'long',
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    })
  formatsByZone.set(timeZone, format)
  return format
}

function dateParts(instant: Instant, timeZone: string): Record<DatePart, string> {
  const values: Record<string, string> = {}
  for (const { type, value } of formatterOf(timeZone).formatToParts(new Date(instant)))
    values[type] = value
  return values as Record<DatePart, string>
}

/** Spells out the month, so that a reader notices a swapped day and month. */
export function dayText(isoDate: string): string {
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Date(isoDate).toLocaleDateString('fr-FR', format).replace(/^1 /, '1er ')
}

export function zoneName(timeZone: string): string {
  const city = timeZone.slice(timeZone.lastIndexOf('/') + 1).replace(/_/g, ' ')
  return `heure ${/^[AEIOU]/.test(city) ? "d'" : 'de '}${city}`
}
