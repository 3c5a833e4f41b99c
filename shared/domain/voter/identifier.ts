// Also in the booth's page, which checks an identifier before it is sent: nothing here needs Node.

/** Crockford's Base32: no I, L, O or U, so no symbol is taken for another once printed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const prefix = 'B5'
const length = 12
const payloadLength = length - 1

/** A canonical voter identifier: 12 symbols, upper case, no spaces, the last one a check symbol. */
export type Identifier = string & { readonly brand: 'Identifier' }

/** How many symbols tell one identifier from another; 5 bits each. */
export const freeSymbols = payloadLength - prefix.length

/** « B5 », which marks an identifier as one, then the symbols of these values (0 to 31), then the check symbol. */
export function identifierOf(values: readonly number[]): Identifier {
  const payload = prefix + values.map((value) => alphabet.charAt(value)).join('')
  return `${payload}${checkSymbol(payload)}` as Identifier
}

/** Reads an identifier as people type it: any case, spaces, hyphens, dots, quotes, O for 0, I or L for 1. */
export function readIdentifier(typed: string): Identifier | undefined {
  const canonical = typed
    .normalize('NFKC')
    .toUpperCase()
    // Not one class: esbuild would not see its properties, which Firefox before 78 cannot even load.
    .replace(/\s|\p{Pd}|\p{Cf}|\u2212|[.«»“”"]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  if (canonical.length !== length) return undefined
  if ([...canonical].some((symbol) => !alphabet.includes(symbol))) return undefined
  const payload = canonical.slice(0, payloadLength)
  return checkSymbol(payload) === canonical.charAt(payloadLength)
    ? (canonical as Identifier)
    : undefined
}

/** Each from its « B5 » on, and no word that ends so: a field drops the line breaks of what is pasted. */
const beginning = /(?:^|[^a-z\d])(?=b[^a-z\d]{0,3}5)/gi
const twelveSymbols = new RegExp(`^(?:[^a-z\\d]{0,3}[a-z\\d]){${length}}`, 'i')

/** The well-formed identifiers that stand in a text, such as a whole SMS: each once, as they come. */
export function identifiersIn(text: string): Identifier[] {
  const found = new Set<Identifier>()
  for (let match = beginning.exec(text); match; match = beginning.exec(text)) {
    const symbols = twelveSymbols.exec(text.slice(match.index))?.[0].replace(/[^a-z\d]/gi, '')
    const identifier = symbols && readIdentifier(symbols)
    if (identifier) found.add(identifier)
    // What was matched may be empty, at the very beginning.
    beginning.lastIndex = match.index + 1
  }
  return [...found]
}

/** `B5XX XXXX XXXX` */
export function inGroupsOfFour(identifier: Identifier): string {
  return identifier.replace(/(.{4})(?=.)/g, '$1 ')
}

/**
 * The symbol that makes the weighted sum over GF(32) zero, weights being distinct powers of a
 * generator: it catches every wrong symbol and every swap of two symbols.
 */
function checkSymbol(payload: string): string {
  let weight = 1
  let sum = 0
  for (const symbol of payload) {
    weight = double(weight)
    sum ^= multiply(weight, alphabet.indexOf(symbol))
  }
  return alphabet.charAt(sum)
}

// GF(32) = GF(2)[x] / (x⁵ + x² + 1), in which x generates the 31 non-zero elements.
function double(element: number): number {
  return element & 16 ? ((element << 1) ^ 0b100101) & 31 : element << 1
}

function multiply(left: number, right: number): number {
  let product = 0
  let shifted = left
  for (let bits = right; bits > 0; bits >>= 1) {
    if (bits & 1) product ^= shifted
    shifted = double(shifted)
  }
  return product
}
