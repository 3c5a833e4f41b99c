import {
  identifiersIn,
  inGroupsOfFour,
  readIdentifier,
} from '../../shared/domain/voter/identifier.ts'
import {
  miscopiedIdentifierText,
  twoIdentifiersText,
  wellCopiedText,
} from '../../shared/texts/reissue/identifier-check.ts'
import type { Problem } from './api.ts'

/** What a field that holds a whole SMS is read as: the one identifier in it, or all that is there. */
export function identifierOfTyped(typed: string): string {
  const [only, other] = foundIn(typed)
  return only && !other ? inGroupsOfFour(only) : typed
}

/**
 * Why an identifier is not worth sending: no voter has it, whatever it is compared with, since its check symbol
 * does not fit; or there are two. Never what the API would accept. An empty field is the API's to refuse.
 */
export function identifierProblem(typed: string): Problem | undefined {
  if (!typed.trim() || mayBeOne(typed)) return undefined
  const title = foundIn(typed).length > 1 ? twoIdentifiersText : miscopiedIdentifierText
  return { code: 'miscopied-identifier', title }
}

/** Under the field, of what it holds; nothing of what is not whole. */
export function sayOfTyped(typed: string): string {
  const { length } = foundIn(typed)
  if (length > 1) return twoIdentifiersText
  return length === 1 && mayBeOne(typed) ? wellCopiedText : ''
}

// Firefox before 78 knows no \p{…} in a regular expression: there, the API judges alone.

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
