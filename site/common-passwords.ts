import { dictionary } from '@zxcvbn-ts/language-common'
import { charactersOf, leastCharacters } from '../shared/domain/account/password-strength.ts'

/** Of the 49,233 commonest passwords, those that are long enough to be chosen: some 300. None holds a space. */
export const commonPasswords = dictionary['passwords-common'].filter(
  (password) => charactersOf(password).length >= leastCharacters,
)
