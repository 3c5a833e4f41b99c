import {
  charactersOf,
  leastCharacters,
  likelyWords,
} from '../../../shared/domain/account/password-strength.ts'
import {
  easyToGuessText,
  longEnoughText,
  missingText,
} from '../../../shared/texts/account/password.ts'
import { tooCommonText, tooShortText } from '../../../shared/texts/problems.ts'

export type Weakness = 'too-short' | 'too-common'

export type IsTooCommon = (password: string) => boolean

export const weaknessTexts: Record<Weakness, string> = {
  'too-short': tooShortText,
  'too-common': tooCommonText,
}

/** The API judges again, and knows more that is too common. */
export function weaknessOf(password: string, isTooCommon: IsTooCommon): Weakness | undefined {
  if (missingCharacters(password) > 0) return 'too-short'
  return isTooCommon(password) ? 'too-common' : undefined
}

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

/** Any six characters are found in some 10⁶ guesses; the API refuses what 10⁸ guesses find. */
const longestRepeated = 6
const words = likelyWords([])

/** Keyboard rows and sequences, forwards or backwards. The API may accept what joins two of them. */
const runs = 'azertyuiop qsdfghjklm qwertyuiop abcdefghijklmnopqrstuvwxyz 01234567890'

/**
 * Refuses without asking the API a common password, a word of the place or a run with up to four digits, and a short
 * text repeated. The API refuses all of these and far more: see `password-weakness.ts`.
 */
export function tooCommonAmong(common: readonly string[]): IsTooCommon {
  return (password) => {
    const look = plain(password)
    return (
      common.includes(password) ||
      common.includes(look) ||
      isGuessedFirst(look) ||
      isGuessedFirst(look.replace(/\d{1,4}$/, '')) ||
      isRepeated(password)
    )
  }
}

function isGuessedFirst(look: string): boolean {
  const backwards = [...look].reverse().join('')
  return words.includes(look) || (look !== '' && (runs.includes(look) || runs.includes(backwards)))
}

/** Normalises as the API does, except other alphabets, which the API judges alone: Firefox before 78 knows no \p{L}. */
function plain(password: string): string {
  const letters = password.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  return /[^ -~]/.test(letters) ? password : letters.toLowerCase().replace(/[^a-z\d]+/g, '')
}

/** The API looks at the beginning of a longer password only. */
const longestLookedAt = 50

function isRepeated(password: string): boolean {
  if (password.length > longestLookedAt) return false
  for (let length = 1; length <= longestRepeated; length++) {
    const repeated = password.slice(0, length).repeat(Math.ceil(password.length / length))
    if (repeated === password) return true
  }
  return false
}
