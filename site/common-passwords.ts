import { dictionary } from '@zxcvbn-ts/language-common'
import { charactersOf, minimumCharacters } from '../shared/domain/account/password-strength.ts'
import { commonPasswordCheck } from './scripts/account/password-strength.ts'

const isRefusedByRule = commonPasswordCheck([])

/** None of them contains a space: the build joins them with spaces. */
export const commonPasswords = dictionary['passwords-common'].filter(
  (password) => charactersOf(password).length >= minimumCharacters && !isRefusedByRule(password),
)
