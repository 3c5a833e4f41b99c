import { guessedFirst } from '../../../shared/domain/account/password-strength.ts'
import type { IsTooCommon } from './password-strength.ts'

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
