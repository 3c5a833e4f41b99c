import {
  charactersOf,
  likelyWords,
  minimumCharacters,
} from '../../../shared/domain/account/password-strength.ts'
import {
  guessablePasswordText,
  longPasswordText,
  missingCharactersText,
} from '../../../shared/texts/account/password.ts'
import { tooCommonText, tooShortText } from '../../../shared/texts/problems.ts'

export type IsTooCommon = (password: string) => boolean

export function weaknessOf(password: string, isTooCommon: IsTooCommon): string | undefined {
  if (missingCharacterCount(password) > 0) return tooShortText
  return isTooCommon(password) ? tooCommonText : undefined
}

export function passwordFeedback(password: string, isTooCommon: IsTooCommon): string {
  if (password === '') return ''
  const missingCount = missingCharacterCount(password)
  if (missingCount > 0) return missingCharactersText(missingCount)
  return isTooCommon(password) ? guessablePasswordText : longPasswordText
}

function missingCharacterCount(password: string): number {
  return minimumCharacters - charactersOf(password).length
}

/** zxcvbn gives a repeated part of six characters some 10⁶ guesses; the API refuses fewer than 10⁸. */
const maxRepeatedLength = 6
const guessableWords = likelyWords([])

/** Spaces separate the runs, because the API may accept two joined runs. */
const keyboardRuns = 'azertyuiop qsdfghjklm qwertyuiop abcdefghijklmnopqrstuvwxyz 01234567890'

/** Refuses little that the API accepts: runs with digits, such as `azertyuio086`, and rare repetitions. */
export function commonPasswordCheck(commonPasswords: readonly string[]): IsTooCommon {
  return (password) => {
    const normalisedPassword = normalise(password)
    return (
      commonPasswords.includes(password) ||
      commonPasswords.includes(normalisedPassword) ||
      isGuessable(normalisedPassword) ||
      isGuessable(normalisedPassword.replace(/\d{1,4}$/, '')) ||
      isRepeated(password)
    )
  }
}

function isGuessable(text: string): boolean {
  const reversedText = [...text].reverse().join('')
  return (
    guessableWords.includes(text) ||
    (text !== '' && (keyboardRuns.includes(text) || keyboardRuns.includes(reversedText)))
  )
}

/** Only the API normalises non-ASCII characters other than accented letters: Firefox before 78 lacks `\p{L}`. */
function normalise(password: string): string {
  const letters = password.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  return /[^ -~]/.test(letters) ? password : letters.toLowerCase().replace(/[^a-z\d]+/g, '')
}

/** The API checks only the beginning of a longer password. */
const maxCheckedLength = 50

function isRepeated(password: string): boolean {
  if (password.length > maxCheckedLength) return false
  for (let length = 1; length <= maxRepeatedLength; length++) {
    const repetition = password.slice(0, length).repeat(Math.ceil(password.length / length))
    if (repetition === password) return true
  }
  return false
}
