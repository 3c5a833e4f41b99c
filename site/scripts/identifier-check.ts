import { identifierText, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { identifiersIn } from '../../shared/domain/voter/pasted-identifiers.ts'
import {
  miscopiedIdentifierText,
  noTypoText,
  shortIdentifierText,
  twoIdentifiersText,
} from '../../shared/texts/reissue/identifier-check.ts'
import type { Problem } from './api.ts'

export function extractIdentifier(text: string): string {
  const [first, second] = findIdentifiers(text)
  return first && !second ? identifierText(first) : text
}

/** Returns undefined for an empty field, and for a text that the API may accept. */
export function identifierProblem(text: string): Problem | undefined {
  if (!text.trim() || isPossibleIdentifier(text)) return undefined
  const wrongText = /([^\s-][\s-]*){12}/.test(text) ? miscopiedIdentifierText : shortIdentifierText
  const title = findIdentifiers(text).length > 1 ? twoIdentifiersText : wrongText
  return { code: 'miscopied-identifier', title }
}

export function identifierFeedback(text: string): string {
  const { length } = findIdentifiers(text)
  if (length > 1) return twoIdentifiersText
  return length === 1 && isPossibleIdentifier(text) ? noTypoText : ''
}

// In Firefox before 78, \p{…} in a regular expression throws, so only the API validates there.

function findIdentifiers(text: string) {
  try {
    return identifiersIn(text)
  } catch {
    return []
  }
}

function isPossibleIdentifier(text: string): boolean {
  try {
    return readIdentifier(text) !== undefined
  } catch {
    return true
  }
}
