/** Confidential staff number of France's education ministry. */
export type Numen = string & { readonly brand: 'Numen' }

const numenPattern = /^\d{2}[A-Z]\d{7}[A-Z]{3}$/

const digitOfLetter: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

const isDigitIndex = (index: number) => index !== 2 && index < 10

export function readNumen(typedText: string): Numen | undefined {
  const symbols = typedText
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}\u2212.«»“”"]/gu, '')
  const canonicalText = Array.from(symbols, (symbol, index) => {
    if (isDigitIndex(index)) return digitOfLetter[symbol] ?? symbol
    return symbol === '0' ? 'O' : symbol
  }).join('')
  return numenPattern.test(canonicalText) ? (canonicalText as Numen) : undefined
}

export type BirthDate = string & { readonly brand: 'BirthDate' }

export type BirthDateError = 'malformed' | 'not-a-date' | 'out-of-range'

const minimumAge = 16
const maximumAge = 100

export function readBirthDate(
  typedDate: string,
  today: Date,
): { value: BirthDate } | { error: BirthDateError } {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typedDate.trim())
  if (!parts) return { error: 'malformed' }
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  const date = new Date(0)
  // `Date.UTC` would read the year 5 as 1905.
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1) return { error: 'not-a-date' }
  const isBirthdayAhead =
    today.getUTCMonth() < month - 1 ||
    (today.getUTCMonth() === month - 1 && today.getUTCDate() < day)
  const age = today.getUTCFullYear() - year - (isBirthdayAhead ? 1 : 0)
  if (age < minimumAge || age > maximumAge) return { error: 'out-of-range' }
  return { value: parts[0] as BirthDate }
}
