/** Each error has a message in the field's attributes, such as `data-not-a-date`. */
export type FieldError = 'required' | 'notMobile' | BirthDateError

/** The shortest mobile numbers, such as Tokelau's, have seven digits with their calling code. */
const minDigits = 7

/** Must not refuse a value that the API accepts. */
export function fieldError(name: string, value: string): FieldError | undefined {
  const text = value.trim()
  if (!text) return 'required'
  if (name === 'birthDate') {
    const reading = readBirthDate(text)
    return 'error' in reading ? reading.error : undefined
  }
  if (name === 'phone') return phoneError(text)
  const isPossible = name === 'numen' ? isPossibleNumen(text) : /^\d{4}$/.test(text)
  return isPossible ? undefined : 'malformed'
}

function phoneError(text: string): FieldError | undefined {
  if (/[^ -~\s]/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  if (/^0[1-589]\d{8}$/.test(digits)) return 'notMobile'
  return digits.length < minDigits ? 'malformed' : undefined
}

/** Like `readNumen`, in syntax for old browsers: O, I and L may stand for digits, 0 for a letter. */
function isPossibleNumen(text: string): boolean {
  const symbols = text.replace(/[^a-z\d]/gi, '')
  return /[^ -~\s]/.test(text) || /^[\doil]{2}[a-z0][\doil]{7}[a-z0]{3}$/i.test(symbols)
}

export type BirthDateError = 'malformed' | 'shortYear' | 'notADate'

/** Returns an ISO date for texts such as 1/2/1980, 01-02-1980, 01021980 and 1980-02-01. */
export function readBirthDate(value: string): { date: string } | { error: BirthDateError } {
  const text = value.trim()
  const [, day, month, year = ''] =
    /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d+)$/.exec(text) ??
    /^(\d\d)(\d\d)(\d{2}|\d{4})$/.exec(text) ??
    []
  if (day && month && year.length < 3) return { error: 'shortYear' }
  if (day && month && year.length === 4) return calendarDate(year, month, day)
  const isoParts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  return isoParts ? calendarDate(isoParts[1], isoParts[2], isoParts[3]) : { error: 'malformed' }
}

function calendarDate(year = '', month = '', day = '') {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  // `Date` turns 31/04 into 1 May.
  const isRealDate = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  if (!isRealDate) return { error: 'notADate' } as const
  return { date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
}
