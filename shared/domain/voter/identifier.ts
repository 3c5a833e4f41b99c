// Pages import this module, so it must not import Node's modules.

/** Crockford's Base32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const prefix = 'B5'
export const identifierLength = 12
const payloadLength = identifierLength - 1

/** Twelve symbols of `alphabet`, without spaces; the last is a check symbol. */
export type Identifier = string & { readonly brand: 'Identifier' }

export const bodyLength = payloadLength - prefix.length

/** @param values `bodyLength` numbers from 0 to 31 */
export function identifierOf(values: readonly number[]): Identifier {
  const payload = prefix + values.map((value) => alphabet.charAt(value)).join('')
  return `${payload}${checkSymbolOf(payload)}` as Identifier
}

export function readIdentifier(typedText: string): Identifier | undefined {
  const canonicalText = typedText
    .normalize('NFKC')
    .toUpperCase()
    // Firefox before 78 cannot parse a script with `\p{…}` in a literal. esbuild turns the literal into `new RegExp`
    // only if `\p{…}` is outside a character class.
    .replace(/\s|\p{Pd}|\p{Cf}|\u2212|[.«»“”"]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  if (canonicalText.length !== identifierLength) return undefined
  if ([...canonicalText].some((symbol) => !alphabet.includes(symbol))) return undefined
  const payload = canonicalText.slice(0, payloadLength)
  return checkSymbolOf(payload) === canonicalText.charAt(payloadLength)
    ? (canonicalText as Identifier)
    : undefined
}

export function identifierText(identifier: Identifier): string {
  return identifier.replace(/(.{4})(?=.)/g, '$1 ')
}

/** Returns the symbol that reveals any single wrong symbol and any swap of two. */
function checkSymbolOf(payload: string): string {
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
  let term = left
  for (let bits = right; bits > 0; bits >>= 1) {
    if (bits & 1) product ^= term
    term = double(term)
  }
  return product
}
