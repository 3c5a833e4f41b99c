import { type Identifier, identifierLength, readIdentifier } from './identifier.ts'

const identifierStart = /(?:^|[^a-z\d])(?=b[^a-z\d]{0,3}5)/gi
/** A letter or digit may follow directly, since input fields drop pasted line breaks. */
const twelveSymbols = new RegExp(`^(?:[^a-z\\d]{0,3}[a-z\\d]){${identifierLength}}`, 'i')

export function identifiersIn(text: string): Identifier[] {
  const identifiers = new Set<Identifier>()
  for (let match = identifierStart.exec(text); match; match = identifierStart.exec(text)) {
    const symbols = twelveSymbols.exec(text.slice(match.index))?.[0].replace(/[^a-z\d]/gi, '')
    const identifier = symbols && readIdentifier(symbols)
    if (identifier) identifiers.add(identifier)
    // An empty match would not advance `lastIndex`.
    identifierStart.lastIndex = match.index + 1
  }
  return [...identifiers]
}
