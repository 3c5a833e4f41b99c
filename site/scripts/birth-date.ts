/**
 * Reads a birth date as people type it (1/2/1980, 01-02-1980, 1 2 1980, 01021980; a browser's own 1980-02-01).
 * @returns `YYYY-MM-DD`, or undefined when it is no such date of the calendar.
 */
export function readBirthDate(typed: string): string | undefined {
  const text = typed.trim()
  const dayFirst =
    /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})$/.exec(text) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(text)
  if (dayFirst) return calendarDate(dayFirst[3], dayFirst[2], dayFirst[1])
  const yearFirst = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  return yearFirst ? calendarDate(yearFirst[1], yearFirst[2], yearFirst[3]) : undefined
}

function calendarDate(year = '', month = '', day = ''): string | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  // 31/02 would otherwise become 3 March.
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return real ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined
}
