import { dictionary } from '@zxcvbn-ts/language-common'
import { charactersOf, leastCharacters } from '../shared/domain/account/password-strength.ts'
import { tooCommonAmong } from './scripts/account/password-strength.ts'

const isRefusedByRule = tooCommonAmong([])

/**
 * Those of the 49,233 commonest passwords that are long enough and that the page refuses by no rule: some 250. None
 * holds a space.
 */
export const commonPasswords = dictionary['passwords-common'].filter(
  (password) => charactersOf(password).length >= leastCharacters && !isRefusedByRule(password),
)
