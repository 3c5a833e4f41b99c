import { type BirthDateMistake, readBirthDate } from './birth-date.ts'

/** The field has a message for each, in `data-not-a-date` and the like. */
export type Mistake = 'required' | 'notMobile' | BirthDateMistake

/** The shortest mobile numbers with prefix, of the Pacific: +687 75 12 34. */
const fewestDigits = 9

/** Returns why the API would refuse a field. Never refuses what the API would accept. */
export function mistakeIn(name: string, typed: string): Mistake | undefined {
  const text = typed.trim()
  if (!text) return 'required'
  if (name === 'birthDate') {
    const reading = readBirthDate(text)
    return 'mistake' in reading ? reading.mistake : undefined
  }
  if (name === 'phone') return phoneMistake(text)
  const mayBe = name === 'numen' ? mayBeNumen(text) : /^\d{4}$/.test(text)
  return mayBe ? undefined : 'malformed'
}

/** Leaves other scripts, and numbers that are not plainly French, to the API. */
function phoneMistake(text: string): Mistake | undefined {
  if (/[^ -~\s]/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  if (/^0[1-589]\d{8}$/.test(digits)) return 'notMobile'
  return digits.length < fewestDigits ? 'malformed' : undefined
}

/** As `readNumen`, in syntax that old browsers know: O, I and L may stand for digits, 0 for a letter. */
function mayBeNumen(text: string): boolean {
  const symbols = text.replace(/[^a-z\d]/gi, '')
  return /[^ -~\s]/.test(text) || /^[\doil]{2}[a-z0][\doil]{7}[a-z0]{3}$/i.test(symbols)
}
