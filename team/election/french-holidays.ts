/** Days as `2026-12-25`. Those of the départements and territories of their own are not in it. */
export function isFrenchHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4))
  return fixed.includes(day.slice(5)) || movable.some((days) => daysAfterEaster(year, days) === day)
}

// Code du travail, article L3133-1.
const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']
/** Easter Monday, Ascension, Whit Monday. */
const movable = [1, 39, 50]

function daysAfterEaster(year: number, days: number): string {
  const { month, day } = easter(year)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** Easter Sunday of the Gregorian calendar, by the "anonymous" algorithm (Meeus, Astronomical Algorithms, ch. 8). */
function easter(year: number): { month: number; day: number } {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return { month: Math.floor(sum / 31), day: (sum % 31) + 1 }
}
