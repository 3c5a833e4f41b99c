import { charactersOf, leastCharacters } from '../../../shared/domain/account/password-strength.ts'
import {
  easyToGuessText,
  longEnoughText,
  missingText,
  tooCommonText,
  tooShortText,
} from '../../../shared/texts/password-strength.ts'

/** Why the API refuses a password. */
export type Weakness = 'too-short' | 'too-common'

export type IsTooCommon = (password: string) => boolean

/** In the API's words: the page says the same without asking it. */
export const weaknessTexts: Record<Weakness, string> = {
  'too-short': tooShortText,
  'too-common': tooCommonText,
}

/** The API judges again, and knows more that is too common. */
export function weaknessOf(password: string, isTooCommon: IsTooCommon): Weakness | undefined {
  if (missingCharacters(password) > 0) return 'too-short'
  return isTooCommon(password) ? 'too-common' : undefined
}

/** What to say of a password while it is typed; nothing of an empty field. */
export function opinionOf(password: string, isTooCommon: IsTooCommon): string {
  if (password === '') return ''
  const missing = missingCharacters(password)
  switch (weaknessOf(password, isTooCommon)) {
    case 'too-short':
      return missingText(missing)
    case 'too-common':
      return easyToGuessText
    default:
      return longEnoughText
  }
}

function missingCharacters(password: string): number {
  return leastCharacters - charactersOf(password).length
}
