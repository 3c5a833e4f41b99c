import { ZxcvbnFactory } from '@zxcvbn-ts/core'
// One by one, from inside the packages: their own lists of lists weigh half as much again.
import graphs from '@zxcvbn-ts/language-common/dist/adjacencyGraphs.json.mjs'
import passwords from '@zxcvbn-ts/language-common/dist/passwords.json.mjs'
import commonWords from '@zxcvbn-ts/language-fr/dist/commonWords.json.mjs'
import firstNames from '@zxcvbn-ts/language-fr/dist/firstnames.json.mjs'
import lastNames from '@zxcvbn-ts/language-fr/dist/lastnames.json.mjs'
import { guessedFirst, leastScore, looksOf } from '../../shared/domain/password-strength.ts'
import type { IsTooCommon } from './password-strength.ts'

declare global {
  interface Window {
    /** Set by this script, which weighs too much to be part of a page's own. */
    isTooCommon?: IsTooCommon
  }
}

const zxcvbn = new ZxcvbnFactory({
  dictionary: {
    'passwords-common': passwords,
    'commonWords-fr': commonWords,
    'firstnames-fr': firstNames,
    'lastnames-fr': lastNames,
  },
  graphs,
})

const words = guessedFirst()

window.isTooCommon = (password) =>
  looksOf(password).some((look) => zxcvbn.check(look, words).score < leastScore)
