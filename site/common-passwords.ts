import { dictionary } from '@zxcvbn-ts/language-common'
import { charactersOf, minimumCharacters } from '../shared/domain/account/password-strength.ts'
import { commonPasswordCheck } from './scripts/account/password-strength.ts'

const isRefusedByRule = commonPasswordCheck([])

/** No password may contain a space, since spaces separate them in the page's script. */
export const commonPasswords = dictionary['passwords-common'].filter(
  (password) => charactersOf(password).length >= minimumCharacters && !isRefusedByRule(password),
)
