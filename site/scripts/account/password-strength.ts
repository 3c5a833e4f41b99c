import {
  charactersOf,
  guessedFirst,
  leastCharacters,
} from '../../../shared/domain/account/password-strength.ts'
import {
  easyToGuessText,
  longEnoughText,
  missingText,
} from '../../../shared/texts/account/password.ts'
import { tooCommonText, tooShortText } from '../../../shared/texts/problems.ts'

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

/** Some 10⁶ guesses find six characters, whatever they are; the API refuses what 10⁸ find. */
const longestRepeated = 6
const words = guessedFirst([])

/** What hands and memory run along, either way. What joins two rows, the API may accept. */
const runs = 'azertyuiop qsdfghjklm qwertyuiop abcdefghijklmnopqrstuvwxyz 01234567890'

/**
 * What the page refuses without asking: a common password, a word of the place or a run with up to four digits,
 * something short again and again. All of it is refused by the API too, which knows far more: see
 * `password-weakness.ts`.
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

/** As the API looks at it, but for other alphabets, of which it judges alone: Firefox before 78 knows no \p{L}. */
function plain(password: string): string {
  const letters = password.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  return /[^ -~]/.test(letters) ? password : letters.toLowerCase().replace(/[^a-z\d]+/g, '')
}

/** Of a longer one, the API looks at the beginning only: no whole repetition of anything. */
const longestLookedAt = 50

function isRepeated(password: string): boolean {
  if (password.length > longestLookedAt) return false
  for (let length = 1; length <= longestRepeated; length++) {
    const repeated = password.slice(0, length).repeat(Math.ceil(password.length / length))
    if (repeated === password) return true
  }
  return false
}
