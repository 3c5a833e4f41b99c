export type BirthDateError = 'malformed' | 'shortYear' | 'notADate'

/** Reads 1/2/1980, 01-02-1980 and 01021980, or the browsers' 1980-02-01. */
export function readBirthDate(value: string): { date: string } | { mistake: BirthDateError } {
  const text = value.trim()
  const [, day, month, year = ''] =
    /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d+)$/.exec(text) ??
    /^(\d\d)(\d\d)(\d{2}|\d{4})$/.exec(text) ??
    []
  if (day && month && year.length < 3) return { mistake: 'shortYear' }
  if (day && month && year.length === 4) return calendarDate(year, month, day)
  const yearFirst = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  return yearFirst
    ? calendarDate(yearFirst[1], yearFirst[2], yearFirst[3])
    : { mistake: 'malformed' }
}

function calendarDate(year = '', month = '', day = '') {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  // `Date` turns 31/02 into 3 March.
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  if (!real) return { mistake: 'notADate' } as const
  return { date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
}
