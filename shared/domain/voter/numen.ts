/** Canonical: 13 characters, upper case, no spaces. Confidential. */
export type Numen = string & { readonly brand: 'Numen' }

/** Shape only: académie codes and letters are open lists. */
const shape = /^\d{2}[A-Z]\d{7}[A-Z]{3}$/

/** Letters that are typed for a digit. */
const digitFor: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

const isDigitPlace = (place: number) => place !== 2 && place < 10

/**
 * Reads a NUMEN as people type it: any case, spaces, hyphens, dots or guillemets, O for 0 and I or L for 1 among the
 * digits, 0 for O among the letters. A 1 among the letters could be I or L: it is left alone.
 */
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
