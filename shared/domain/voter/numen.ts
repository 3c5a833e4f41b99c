/** Canonical: 13 upper-case characters without spaces. Confidential. */
export type Numen = string & { readonly brand: 'Numen' }

/** Checks the shape only: académie codes and letters are open lists. */
const shape = /^\d{2}[A-Z]\d{7}[A-Z]{3}$/

const digitFor: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

const isDigitPlace = (place: number) => place !== 2 && place < 10

/** Ignores case and separators; corrects O, I and L among digits, and 0 among letters, where a 1 is ambiguous. */
export function readNumen(typed: string): Numen | undefined {
  const symbols = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}\u2212.«»“”"]/gu, '')
  const canonical = Array.from(symbols, (symbol, place) => {
    if (isDigitPlace(place)) return digitFor[symbol] ?? symbol
    return symbol === '0' ? 'O' : symbol
  }).join('')
  return shape.test(canonical) ? (canonical as Numen) : undefined
}
