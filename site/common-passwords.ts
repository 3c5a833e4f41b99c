import { dictionary } from '@zxcvbn-ts/language-common'
import { charactersOf, leastCharacters } from '../shared/domain/account/password-strength.ts'
import { tooCommonAmong } from './scripts/account/password-strength.ts'

const isRefusedByRule = tooCommonAmong([])

/**
 * Of the 49,233 commonest passwords, those that are long enough to be chosen and that the page knows by no rule: some
 * 250. None holds a space.
 */
export const commonPasswords = dictionary['passwords-common'].filter(
  (password) => charactersOf(password).length >= leastCharacters && !isRefusedByRule(password),
)
