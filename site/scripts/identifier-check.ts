import { readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { miscopiedIdentifierText } from '../../shared/texts/reissue/identifier-check.ts'
import type { Problem } from './api.ts'

/**
 * Why an identifier is not worth sending: no voter has it, whatever it is compared with, since its check symbol
 * does not fit. Never what the API would accept. An empty field is the API's to refuse.
 */
export function identifierProblem(typed: string): Problem | undefined {
  if (!typed.trim() || mayBeOne(typed)) return undefined
  return { code: 'miscopied-identifier', title: miscopiedIdentifierText }
}

function mayBeOne(typed: string): boolean {
  try {
    return readIdentifier(typed) !== undefined
  } catch {
    // Firefox before 78 knows no \p{…} in a regular expression: there, the API judges alone.
    return true
  }
}
