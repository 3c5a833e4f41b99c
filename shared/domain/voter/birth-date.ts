/** `YYYY-MM-DD` */
export type BirthDate = string & { readonly brand: 'BirthDate' }

export type BirthDateError = 'malformed' | 'not-a-date' | 'out-of-range'

const youngest = 16
const oldest = 100

/** Accepts ages from 16 to 100 inclusive, at `today` in UTC. */
export function readBirthDate(
  typed: string,
  today: Date,
): { value: BirthDate } | { error: BirthDateError } {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed.trim())
  if (!parts) return { error: 'malformed' }
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  const date = new Date(0)
  // Date.UTC maps the years 0 to 99 to 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1) return { error: 'not-a-date' }
  const birthdayStillToCome =
    today.getUTCMonth() < month - 1 ||
    (today.getUTCMonth() === month - 1 && today.getUTCDate() < day)
  const age = today.getUTCFullYear() - year - (birthdayStillToCome ? 1 : 0)
  if (age < youngest || age > oldest) return { error: 'out-of-range' }
  return { value: parts[0] as BirthDate }
}
