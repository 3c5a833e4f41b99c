import { inGroupsOfFour, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { identifiersIn } from '../../shared/domain/voter/pasted-identifiers.ts'
import {
  miscopiedIdentifierText,
  twoIdentifiersText,
  wellCopiedText,
} from '../../shared/texts/reissue/identifier-check.ts'
import type { Problem } from './api.ts'

/** Extracts the only identifier from a pasted SMS; returns other text unchanged. */
export function extractIdentifier(typed: string): string {
  const [only, other] = findIdentifiers(typed)
  return only && !other ? inGroupsOfFour(only) : typed
}

/** Rejects a wrong check symbol, or two identifiers. Accepts an empty field, and whatever the API accepts. */
export function identifierProblem(typed: string): Problem | undefined {
  if (!typed.trim() || isPossibleIdentifier(typed)) return undefined
  const title = findIdentifiers(typed).length > 1 ? twoIdentifiersText : miscopiedIdentifierText
  return { code: 'miscopied-identifier', title }
}

export function identifierFeedback(typed: string): string {
  const { length } = findIdentifiers(typed)
  if (length > 1) return twoIdentifiersText
  return length === 1 && isPossibleIdentifier(typed) ? wellCopiedText : ''
}

// Firefox before 78 throws on \p{…} in a regular expression: only the API validates there.

function findIdentifiers(typed: string) {
  try {
    return identifiersIn(typed)
  } catch {
    return []
  }
}

function isPossibleIdentifier(typed: string): boolean {
  try {
    return readIdentifier(typed) !== undefined
  } catch {
    return true
  }
}
