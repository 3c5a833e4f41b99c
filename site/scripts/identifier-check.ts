import { inGroupsOfFour, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { identifiersIn } from '../../shared/domain/voter/pasted-identifiers.ts'
import {
  miscopiedIdentifierText,
  twoIdentifiersText,
  wellCopiedText,
} from '../../shared/texts/reissue/identifier-check.ts'
import type { Problem } from './api.ts'

/** Reads a pasted SMS as the one identifier in it; leaves any other text as it is. */
export function identifierOfTyped(typed: string): string {
  const [only, other] = foundIn(typed)
  return only && !other ? inGroupsOfFour(only) : typed
}

/**
 * Refuses an identifier that no voter can have, because its check symbol does not fit, and a text with two of them.
 * Never refuses what the API would accept, and leaves an empty field to the API.
 */
export function identifierProblem(typed: string): Problem | undefined {
  if (!typed.trim() || mayBeOne(typed)) return undefined
  const title = foundIn(typed).length > 1 ? twoIdentifiersText : miscopiedIdentifierText
  return { code: 'miscopied-identifier', title }
}

export function sayOfTyped(typed: string): string {
  const { length } = foundIn(typed)
  if (length > 1) return twoIdentifiersText
  return length === 1 && mayBeOne(typed) ? wellCopiedText : ''
}

// Firefox before 78 knows no \p{…} in a regular expression: only the API judges there.

function foundIn(typed: string) {
  try {
    return identifiersIn(typed)
  } catch {
    return []
  }
}

function mayBeOne(typed: string): boolean {
  try {
    return readIdentifier(typed) !== undefined
  } catch {
    return true
  }
}
