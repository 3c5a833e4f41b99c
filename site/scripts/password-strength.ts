import { charactersOf, leastCharacters } from '../../shared/domain/password-strength.ts'
import {
  easyToGuessText,
  fineText,
  longEnoughText,
  missingText,
  tooCommonText,
  tooShortText,
} from '../../shared/texts/password-strength.ts'

/** Why the API refuses a password. */
export type Weakness = 'too-short' | 'too-common'

export type IsTooCommon = (password: string) => boolean

/** In the API's words: the page says the same without asking it. */
export const weaknessTexts: Record<Weakness, string> = {
  'too-short': tooShortText,
  'too-common': tooCommonText,
}

/** @param isTooCommon absent as long as the list of common passwords is: the API then judges alone */
export function weaknessOf(password: string, isTooCommon?: IsTooCommon): Weakness | undefined {
  if (missingCharacters(password) > 0) return 'too-short'
  return isTooCommon?.(password) ? 'too-common' : undefined
}

/** What to say of a password while it is typed; nothing of an empty field. */
export function opinionOf(password: string, isTooCommon?: IsTooCommon): string {
  if (password === '') return ''
  const missing = missingCharacters(password)
  switch (weaknessOf(password, isTooCommon)) {
    case 'too-short':
      return missingText(missing)
    case 'too-common':
      return easyToGuessText
    default:
      return isTooCommon ? fineText : longEnoughText
  }
}

function missingCharacters(password: string): number {
  return leastCharacters - charactersOf(password).length
}
