import { type BirthDateError, readBirthDate } from './birth-date.ts'

/** Each has a message in the field's attributes, such as `data-not-a-date`. */
export type FieldError = 'required' | 'notMobile' | BirthDateError

/** Shortest numbers with prefix, in the Pacific: +687 75 12 34 */
const minDigits = 9

/** Returns why the API would refuse the value. Never refuses a value that the API accepts. */
export function fieldErrorIn(name: string, value: string): FieldError | undefined {
  const text = value.trim()
  if (!text) return 'required'
  if (name === 'birthDate') {
    const reading = readBirthDate(text)
    return 'mistake' in reading ? reading.mistake : undefined
  }
  if (name === 'phone') return phoneError(text)
  const isPossible = name === 'numen' ? isPossibleNumen(text) : /^\d{4}$/.test(text)
  return isPossible ? undefined : 'malformed'
}

/** Leaves other scripts, and numbers that may be foreign, to the API. */
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
